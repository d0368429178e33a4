import { createNoise } from '../../../pipeline/speech/create-noise.js';
import type { TestGraph } from '../../onnx/test-graph.js';

/** How much of a real network's answer is added to what a generated graph says: nothing that changes a decision. */
const SHARE = 1e-6;

type Weigh = (dims: readonly number[]) => string;

/** Random weights, scaled so that a layer's answer is about as large as its input. */
function weigher(graph: TestGraph, seed: number): Weigh {
  const noise = createNoise(seed);
  return (dims) => {
    const length = dims.reduce((product, size) => product * size, 1);
    const spread = Math.sqrt(3 / dims.slice(1).reduce((product, size) => product * size, 1));
    return graph.floats(
      Float32Array.from({ length }, () => noise() * spread),
      dims,
    );
  };
}

const scaled = (graph: TestGraph, value: string): string => graph.node('Mul', [value, graph.floats([SHARE])]);
const leaky = (graph: TestGraph, value: string): string => graph.node('LeakyRelu', [value], { alpha: { float: 0.01 } });

/** The layers of pyannote's segmentation with random weights: the same work as the real one. Frames of seven, nearly 0. */
export function addSegmentationBallast(graph: TestGraph, waveform: string): string {
  const weigh = weigher(graph, 11);
  const normalize = (value: string, channels: number): string =>
    graph.node('InstanceNormalization', [
      value,
      graph.floats(new Float32Array(channels).fill(1)),
      graph.floats(new Float32Array(channels)),
    ]);
  const pool = (value: string, channels: number): string =>
    leaky(graph, normalize(graph.node('MaxPool', [value], { kernel_shape: [3], strides: [3] }), channels));
  const filtered = graph.node('Conv', [normalize(waveform, 1), weigh([80, 1, 251])], { strides: [10] });
  const first = pool(graph.node('Abs', [filtered]), 80);
  const second = pool(graph.node('Conv', [first, weigh([60, 80, 5])]), 60);
  const third = pool(graph.node('Conv', [second, weigh([60, 60, 5])]), 60);
  let rows = graph.node('Transpose', [third], { perm: [2, 0, 1] });
  for (let layer = 0; layer < 4; layer++) {
    const inputs = [rows, weigh([2, 512, layer === 0 ? 60 : 256]), weigh([2, 512, 128])];
    const both = graph.node('LSTM', inputs, { hidden_size: 128, direction: 'bidirectional' });
    rows = graph.node('Reshape', [
      graph.node('Transpose', [both], { perm: [0, 2, 1, 3] }),
      graph.integers([0, 0, 256]),
    ]);
  }
  const wide = leaky(graph, graph.node('MatMul', [rows, weigh([256, 128])]));
  const narrow = graph.node('MatMul', [leaky(graph, graph.node('MatMul', [wide, weigh([128, 128])])), weigh([128, 7])]);
  const classes = graph.node('LogSoftmax', [graph.node('Transpose', [narrow], { perm: [1, 0, 2] })], { axis: 2 });
  return scaled(graph, classes);
}

/** The layers of WeSpeaker's ResNet34 with random weights. Rows of 256, nearly 0. */
export function addEmbeddingBallast(graph: TestGraph, features: string): string {
  const weigh = weigher(graph, 12);
  const conv = (value: string, dims: readonly number[], stride: number): string => {
    const pad = dims[2] === 3 ? 1 : 0;
    return graph.node('Conv', [value, weigh(dims)], { strides: [stride, stride], pads: [pad, pad, pad, pad] });
  };
  const turned = graph.node('Transpose', [features], { perm: [0, 2, 1] });
  let value = graph.node('Relu', [conv(graph.node('Unsqueeze', [turned, graph.integers([1])]), [32, 1, 3, 3], 1)]);
  let channels = 32;
  for (const [layer, blocks] of [3, 4, 6, 3].entries()) {
    const width = 32 * 2 ** layer;
    for (let block = 0; block < blocks; block++) {
      const stride = block === 0 && layer > 0 ? 2 : 1;
      const inner = graph.node('Relu', [conv(value, [width, channels, 3, 3], stride)]);
      const straight = stride === 1 && width === channels ? value : conv(value, [width, channels, 1, 1], stride);
      const outer = conv(inner, [width, width, 3, 3], 1);
      value = graph.node('Relu', [graph.node('Mul', [graph.node('Add', [outer, straight]), graph.floats([0.5])])]);
      channels = width;
    }
  }
  const mean = graph.node('ReduceMean', [value], { axes: [3], keepdims: 1 });
  const off = graph.node('Sub', [value, mean]);
  const spread = graph.node('Sqrt', [
    graph.node('ReduceMean', [graph.node('Mul', [off, off])], { axes: [3], keepdims: 1 }),
  ]);
  const pooled = graph.node('Flatten', [graph.node('Concat', [mean, spread], { axis: 1 })], { axis: 1 });
  return scaled(graph, graph.node('MatMul', [pooled, weigh([5120, 256])]));
}
