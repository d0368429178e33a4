import { writeFile } from 'node:fs/promises';
import { ProtoWriter } from '../../../scripts/models/proto-writer.mjs';

const TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
type ElementType = keyof typeof TYPES;
type Dimension = number | string;
type Attribute = number | string | readonly number[] | { readonly float: number };

/** Writes ONNX graphs whose results are known functions of their inputs. Values are known by name. */
export class TestGraph {
  readonly #nodes: ProtoWriter[] = [];
  readonly #constants: ProtoWriter[] = [];
  readonly #inputs: ProtoWriter[] = [];
  readonly #outputs: ProtoWriter[] = [];
  #named = 0;

  input(name: string, type: ElementType, dims: readonly Dimension[]): string {
    this.#inputs.push(valueInfo(name, type, dims));
    return name;
  }

  /** Gives a value out under a name of its own. */
  output(name: string, value: string, type: ElementType, dims: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, type, dims));
    this.#addNode('Identity', [value], {}, name);
  }

  floats(data: readonly number[] | Float32Array, dims: readonly number[] = [data.length]): string {
    return this.#constant('float32', new Uint8Array(Float32Array.from(data).buffer), dims);
  }

  integers(data: readonly number[], dims: readonly number[] = [data.length]): string {
    return this.#constant('int64', new Uint8Array(BigInt64Array.from(data, BigInt).buffer), dims);
  }

  node(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    return this.#addNode(op, inputs, attributes, this.#name());
  }

  toModel(): Buffer {
    const graph = new ProtoWriter();
    for (const node of this.#nodes) graph.bytes(1, node);
    graph.bytes(2, 'test');
    for (const constant of this.#constants) graph.bytes(5, constant);
    for (const input of this.#inputs) graph.bytes(11, input);
    for (const output of this.#outputs) graph.bytes(12, output);
    const operators = new ProtoWriter().bytes(1, '').int(2, 17);
    return Buffer.from(new ProtoWriter().int(1, 8).bytes(2, 'test').bytes(7, graph).bytes(8, operators).finish());
  }

  async write(path: string): Promise<void> {
    await writeFile(path, this.toModel());
  }

  #addNode(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>>, output: string) {
    const writer = new ProtoWriter();
    for (const input of inputs) writer.bytes(1, input);
    writer.bytes(2, output).bytes(4, op);
    for (const [name, value] of Object.entries(attributes)) writer.bytes(5, attribute(name, value));
    this.#nodes.push(writer);
    return output;
  }

  #constant(type: ElementType, bytes: Uint8Array, dims: readonly number[]): string {
    const name = this.#name();
    const tensor = new ProtoWriter();
    for (const size of dims) tensor.int(1, size);
    this.#constants.push(tensor.int(2, TYPES[type]).bytes(8, name).bytes(9, bytes));
    return name;
  }

  #name(): string {
    this.#named += 1;
    return `v${this.#named}`;
  }
}

function attribute(name: string, value: Attribute): ProtoWriter {
  const writer = new ProtoWriter().bytes(1, name);
  if (typeof value === 'string') return writer.bytes(4, value).int(20, 3);
  if (typeof value === 'number') return writer.int(3, value).int(20, 2);
  if ('float' in value) return writer.float(2, value.float).int(20, 1);
  for (const item of value) writer.int(8, item);
  return writer.int(20, 7);
}

function valueInfo(name: string, type: ElementType, dims: readonly Dimension[]): ProtoWriter {
  const shape = new ProtoWriter();
  for (const size of dims)
    shape.bytes(1, typeof size === 'number' ? new ProtoWriter().int(1, size) : new ProtoWriter().bytes(2, size));
  const tensor = new ProtoWriter().int(1, TYPES[type]).bytes(2, shape);
  return new ProtoWriter().bytes(1, name).bytes(2, new ProtoWriter().bytes(1, tensor));
}
