import { writeFileSync } from 'node:fs';
import { ProtoWriter } from '../../scripts/models/proto-writer.mjs';

const FLOAT = 1;
const INTEGER = 7;
type Dims = ReadonlyArray<number | string>;

/** Builds a network that calculates about as much as a published one and knows nothing: weights are small noise. */
export class NetworkWriter {
  readonly #nodes: ProtoWriter[] = [];
  readonly #weights: ProtoWriter[] = [];
  readonly #inputs: ProtoWriter[] = [];
  readonly #outputs: ProtoWriter[] = [];
  #seed = 1;

  input(name: string, dims: Dims): string {
    this.#inputs.push(described(name, dims));
    return name;
  }

  output(name: string, value: string, dims: Dims): void {
    this.#outputs.push(described(name, dims));
    this.#add('Identity', [value], new ProtoWriter(), name);
  }

  /** A convolution of 3 × 3 whose result is as large as what goes in. */
  convolve(value: string, from: number, to: number): string {
    const weights = this.noise([to, from, 3, 3], 1 / (from * 9));
    const pads = new ProtoWriter().bytes(1, 'pads');
    for (let side = 0; side < 4; side++) pads.int(8, 1);
    return this.#add('Conv', [value, weights], pads.int(20, 7));
  }

  node(op: string, inputs: readonly string[]): string {
    return this.#add(op, inputs, new ProtoWriter());
  }

  /** A node with a list of whole numbers, or one, as its attribute. */
  nodeOf(
    op: string,
    inputs: readonly string[],
    attribute: Readonly<{ name: string; values: number | readonly number[] }>,
  ): string {
    const writer = new ProtoWriter().bytes(1, attribute.name);
    if (typeof attribute.values === 'number') return this.#add(op, inputs, writer.int(3, attribute.values).int(20, 2));
    for (const value of attribute.values) writer.int(8, value);
    return this.#add(op, inputs, writer.int(20, 7));
  }

  noise(dims: readonly number[], level: number): string {
    const length = dims.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length }, () => {
      this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
      return (this.#seed / 2 ** 31 - 1) * level;
    });
    return this.#constant(FLOAT, new Uint8Array(values.buffer), dims);
  }

  integers(values: readonly number[]): string {
    return this.#constant(INTEGER, new Uint8Array(BigInt64Array.from(values, BigInt).buffer), [values.length]);
  }

  write(path: string): string {
    const graph = new ProtoWriter();
    for (const node of this.#nodes) graph.bytes(1, node);
    graph.bytes(2, 'bench');
    for (const weight of this.#weights) graph.bytes(5, weight);
    for (const input of this.#inputs) graph.bytes(11, input);
    for (const output of this.#outputs) graph.bytes(12, output);
    const operators = new ProtoWriter().bytes(1, '').int(2, 17);
    writeFileSync(path, new ProtoWriter().int(1, 8).bytes(2, 'bench').bytes(7, graph).bytes(8, operators).finish());
    return path;
  }

  #constant(type: number, bytes: Uint8Array, dims: readonly number[]): string {
    const name = `w${this.#weights.length}`;
    const tensor = new ProtoWriter();
    for (const size of dims) tensor.int(1, size);
    this.#weights.push(tensor.int(2, type).bytes(8, name).bytes(9, bytes));
    return name;
  }

  #add(op: string, inputs: readonly string[], attribute: ProtoWriter, output = `v${this.#nodes.length}`): string {
    const writer = new ProtoWriter();
    for (const input of inputs) writer.bytes(1, input);
    writer.bytes(2, output).bytes(4, op);
    if (attribute.finish().length > 0) writer.bytes(5, attribute);
    this.#nodes.push(writer);
    return output;
  }
}

function described(name: string, dims: Dims): ProtoWriter {
  const shape = new ProtoWriter();
  for (const size of dims) {
    shape.bytes(1, typeof size === 'number' ? new ProtoWriter().int(1, size) : new ProtoWriter().bytes(2, size));
  }
  const tensor = new ProtoWriter().int(1, FLOAT).bytes(2, shape);
  return new ProtoWriter().bytes(1, name).bytes(2, new ProtoWriter().bytes(1, tensor));
}
