import { ProtoWriter } from './proto-writer.mjs';

/**
 * Field numbers of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), those that are written here.
 * The operator set and the file version are the oldest that know every operator used, so that any runtime reads them.
 */
const OPERATOR_SET = 13;
const IR_VERSION = 8;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

/**
 * @typedef {number | string | readonly number[]} Attribute
 * @typedef {Readonly<{ op: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>,
 *   output?: string }>} OnnxNode
 */

/** An ONNX graph in the making. Values are known by name; what is added names its result. */
export class OnnxGraph {
  /** @type {ProtoWriter[]} */
  #nodes = [];
  /** @type {ProtoWriter[]} */
  #constants = [];
  /** @type {ProtoWriter[]} */
  #inputs = [];
  /** @type {ProtoWriter[]} */
  #outputs = [];
  #named = 0;

  /**
   * A float input of a fixed shape.
   * @param {string} name
   * @param {readonly number[]} shape
   */
  input(name, shape) {
    this.#inputs.push(valueInfo(name, shape));
    return name;
  }

  /**
   * Makes a value an output of the graph under a name of its own.
   * @param {string} name
   * @param {string} value
   */
  output(name, value) {
    this.node({ op: 'Identity', inputs: [value], output: name });
    this.#outputs.push(valueInfo(name));
  }

  /**
   * A constant tensor of floats.
   * @param {Float32Array} data
   * @param {readonly number[]} shape
   */
  floats(data, shape) {
    return this.#constant(FLOAT, new Uint8Array(data.buffer, data.byteOffset, data.byteLength), shape);
  }

  /**
   * A constant tensor of 64-bit integers; a list of them unless a shape is told.
   * @param {readonly number[]} data
   * @param {readonly number[]} [shape]
   */
  integers(data, shape = [data.length]) {
    const wide = BigInt64Array.from(data, BigInt);
    return this.#constant(INT64, new Uint8Array(wide.buffer), shape);
  }

  /**
   * Adds an operator and returns the name of its result.
   * @param {OnnxNode} node
   */
  node({ op, inputs, attributes = {}, output = this.#name() }) {
    const writer = new ProtoWriter();
    for (const input of inputs) writer.bytes(1, input);
    writer.bytes(2, output).bytes(4, op);
    for (const [name, value] of Object.entries(attributes)) writer.bytes(5, attribute(name, value));
    this.#nodes.push(writer);
    return output;
  }

  /** The whole model as the bytes of an .onnx file. */
  toModel() {
    const graph = new ProtoWriter();
    for (const node of this.#nodes) graph.bytes(1, node);
    graph.bytes(2, 'graph');
    for (const constant of this.#constants) graph.bytes(5, constant);
    for (const input of this.#inputs) graph.bytes(11, input);
    for (const output of this.#outputs) graph.bytes(12, output);
    const operators = new ProtoWriter().bytes(1, '').int(2, OPERATOR_SET);
    return new ProtoWriter().int(1, IR_VERSION).bytes(2, 'polydub').bytes(7, graph).bytes(8, operators).finish();
  }

  #name() {
    this.#named += 1;
    return `v${this.#named}`;
  }

  /**
   * @param {number} type
   * @param {Uint8Array} bytes
   * @param {readonly number[]} shape
   */
  #constant(type, bytes, shape) {
    const name = this.#name();
    const tensor = new ProtoWriter();
    for (const size of shape) tensor.int(1, size);
    this.#constants.push(tensor.int(2, type).bytes(8, name).bytes(9, bytes));
    return name;
  }
}

/**
 * @param {string} name
 * @param {Attribute} value
 */
function attribute(name, value) {
  const writer = new ProtoWriter().bytes(1, name);
  if (typeof value === 'string') return writer.bytes(4, value).int(20, ATTRIBUTE_STRING);
  if (typeof value === 'number') return writer.int(3, value).int(20, ATTRIBUTE_INT);
  for (const item of value) writer.int(8, item);
  return writer.int(20, ATTRIBUTE_INTS);
}

/**
 * @param {string} name
 * @param {readonly number[]} [shape]
 */
function valueInfo(name, shape) {
  const tensor = new ProtoWriter().int(1, FLOAT);
  if (shape !== undefined) {
    const dimensions = new ProtoWriter();
    for (const size of shape) dimensions.bytes(1, new ProtoWriter().int(1, size));
    tensor.bytes(2, dimensions);
  }
  return new ProtoWriter().bytes(1, name).bytes(2, new ProtoWriter().bytes(1, tensor));
}
