import { join } from 'node:path';
import { createCocktailForkSeparator } from '../../gpu-container/src/engines/cocktail-fork/create-cocktail-fork-separator.js';
import { createMdxSeparator } from '../../gpu-container/src/engines/mdx-net/create-mdx-separator.js';
import { MDX_GRAPHS } from '../../gpu-container/src/engines/mdx-net/mdx-graphs.js';
import { createTigerSeparator } from '../../gpu-container/src/engines/tiger/create-tiger-separator.js';
import type { NeuralDeps } from '../../gpu-container/src/neural/open-model.js';
import type { SourceSeparator } from '../../pipeline/ports/source-separator.js';
import { NetworkWriter } from './write-network.js';

/** A network of a published signature, and the engine that runs it. */
export interface NetworkCase {
  readonly engine: string;
  /** What the generated network calculates. */
  readonly work: string;
  /** Writes it; `isBare` leaves out all that takes time, for measuring memory. */
  writeNetwork(folder: string, isBare: boolean): string;
  createSeparator(deps: NeuralDeps): SourceSeparator;
}

const CHANNELS = 32;
const LAYERS = 6;
const SIZES = [1024, 2048, 8192] as const;
const WIDTH = 1024;

/** Convolutions over the planes of a spectrum, with as many planes out as asked for. */
function convolutions(writer: NetworkWriter, input: string, planes: Readonly<{ from: number; to: number }>): string {
  let value = writer.node('Relu', [writer.convolve(input, planes.from, CHANNELS)]);
  for (let layer = 0; layer < LAYERS; layer++)
    value = writer.node('Relu', [writer.convolve(value, CHANNELS, CHANNELS)]);
  return writer.convolve(value, CHANNELS, planes.to);
}

const mdx: NetworkCase = {
  engine: 'mdx-voc-ft',
  work: '45 thousand million multiply-adds a segment of 5.9 s',
  writeNetwork: (folder, isBare) => {
    const writer = new NetworkWriter();
    const dims = ['batch', 4, 3072, 256];
    const input = writer.input('input', dims);
    writer.output('output', isBare ? input : convolutions(writer, input, { from: 4, to: 4 }), dims);
    return writer.write(join(folder, 'mdx.onnx'));
  },
  createSeparator: (deps) => createMdxSeparator(deps, MDX_GRAPHS['mdx-voc-ft']),
};

const tiger: NetworkCase = {
  engine: 'tiger',
  work: '60 thousand million multiply-adds a channel and segment of 12 s',
  writeNetwork: (folder, isBare) => {
    const writer = new NetworkWriter();
    const input = writer.input('mix_spec', [1, 2, 1025, 1034]);
    const stems = isBare
      ? writer.nodeOf('Concat', [input, input, input], { name: 'axis', values: 1 })
      : convolutions(writer, input, { from: 2, to: 6 });
    writer.output('stems_spec', stems, [1, 6, 1025, 1034]);
    return writer.write(join(folder, 'tiger.onnx'));
  },
  createSeparator: createTigerSeparator,
};

const cocktailFork: NetworkCase = {
  engine: 'cocktail-fork',
  work: 'the matrices of the published size (28 million weights), once a frame and channel',
  writeNetwork: (folder, isBare) => {
    const writer = new NetworkWriter();
    const inputs = SIZES.map((size) => writer.input(`mag_${size}`, ['batch', size / 2 + 1, 'frames']));
    const masks = isBare ? inputs.map((input) => threefold(writer, input)) : matrices(writer, inputs);
    for (const [at, size] of SIZES.entries()) {
      writer.output(`mask_${size}`, masks[at] ?? '', ['batch', 3, size / 2 + 1, 'frames']);
    }
    return writer.write(join(folder, 'mrx.onnx'));
  },
  createSeparator: createCocktailForkSeparator,
};

function threefold(writer: NetworkWriter, input: string): string {
  const source = writer.node('Unsqueeze', [input, writer.integers([1])]);
  return writer.nodeOf('Concat', [source, source, source], { name: 'axis', values: 1 });
}

function matrices(writer: NetworkWriter, inputs: readonly string[]): readonly string[] {
  const bins = SIZES.reduce((sum, size) => sum + size / 2 + 1, 0);
  const heard = writer.nodeOf('Concat', inputs, { name: 'axis', values: 1 });
  let value = writer.nodeOf('Transpose', [heard], { name: 'perm', values: [0, 2, 1] });
  const widths = [bins, ...Array.from({ length: LAYERS }, () => WIDTH)];
  for (const [at, width] of widths.entries()) {
    const next = widths[at + 1] ?? 3 * bins;
    value = writer.node('MatMul', [value, writer.noise([width, next], 1 / width)]);
    value = writer.node(at + 1 < widths.length ? 'Relu' : 'Sigmoid', [value]);
  }
  const all = writer.nodeOf('Transpose', [value], { name: 'perm', values: [0, 2, 1] });
  let from = 0;
  return SIZES.map((size) => {
    const count = 3 * (size / 2 + 1);
    const bounds = [from, from + count].map((at) => writer.integers([at]));
    from += count;
    const part = writer.node('Slice', [all, ...bounds, writer.integers([1])]);
    return writer.node('Reshape', [part, writer.integers([0, 3, size / 2 + 1, -1])]);
  });
}

/** One of each way a programme is cut and shown to a network. */
export const networkCases: readonly NetworkCase[] = [cocktailFork, tiger, mdx];
