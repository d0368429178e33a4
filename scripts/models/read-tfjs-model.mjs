import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {Readonly<{ name: string, op: string, input?: readonly string[],
 *   attr?: Readonly<Record<string, TfjsAttribute>> }>} TfjsNode
 * @typedef {Readonly<{ s?: string, i?: string | number, b?: boolean,
 *   list?: Readonly<{ i?: readonly (string | number)[], s?: readonly string[] }>, type?: string }>} TfjsAttribute
 * @typedef {Readonly<{ shape: readonly number[], data: Float32Array | Int32Array }>} TfjsWeight
 * @typedef {Readonly<{ nodes: ReadonlyMap<string, TfjsNode>, weights: ReadonlyMap<string, TfjsWeight> }>} TfjsModel
 * @typedef {Readonly<{ name: string, shape: readonly number[], dtype: string,
 *   quantization?: Readonly<{ dtype: string }> }>} WeightEntry
 */

/**
 * Reads a TensorFlow.js graph model: its nodes, and its weights with half-precision ones widened.
 * @param {string} path the model's JSON; the files of its weights lie beside it
 * @returns {TfjsModel}
 */
export function readTfjsModel(path) {
  const json = JSON.parse(readFileSync(path, 'utf8'));
  /** @type {Map<string, TfjsWeight>} */
  const weights = new Map();
  for (const group of json.weightsManifest) {
    const bytes = Buffer.concat(
      group.paths.map((/** @type {string} */ name) => readFileSync(join(dirname(path), name))),
    );
    let at = 0;
    for (const entry of group.weights) {
      const { data, byteLength } = readWeight(bytes.subarray(at), entry);
      weights.set(entry.name, { shape: entry.shape, data });
      at += byteLength;
    }
  }
  /** @type {readonly TfjsNode[]} */
  const nodes = json.modelTopology.node;
  return { nodes: new Map(nodes.map((node) => [node.name, node])), weights };
}

/**
 * @param {Buffer} bytes
 * @param {WeightEntry} entry
 */
function readWeight(bytes, { name, shape, dtype, quantization }) {
  const length = shape.reduce((product, size) => product * size, 1);
  if (dtype === 'float32' && quantization?.dtype === 'float16') {
    return { data: Float32Array.from({ length }, (_, i) => widen(bytes.readUInt16LE(2 * i))), byteLength: 2 * length };
  }
  if (quantization !== undefined) throw new Error(`weight ${name} is quantized as ${quantization.dtype}`);
  if (dtype === 'float32') {
    return { data: Float32Array.from({ length }, (_, i) => bytes.readFloatLE(4 * i)), byteLength: 4 * length };
  }
  if (dtype === 'int32') {
    return { data: Int32Array.from({ length }, (_, i) => bytes.readInt32LE(4 * i)), byteLength: 4 * length };
  }
  throw new Error(`weight ${name} is of type ${dtype}`);
}

/**
 * A half-precision number as a full one (IEEE 754 binary16).
 * @param {number} half
 */
function widen(half) {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
