import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AMPLITUDE, RATE_HZ, VOICES_HZ } from '../../../../bench/diarization/tone-voices.js';
import { TestGraph } from '../../onnx/test-graph.js';
import { addEmbeddingBallast, addSegmentationBallast } from './ballast.js';

const FRAME_SAMPLES = 991;
const FRAME_HOP = 270;
/** Members of each class of the powerset. */
const POWERSET = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]];

/**
 * Writes a segmentation with the signature of pyannote's, which hears the first tone of every voice: a frame holds a voice
 * where half of it sounds. Local speakers are numbered by how much they sound in the window, most first, so that their
 * numbers change from window to window. Of true size, it does the work of the real network besides.
 */
export async function writeTinySegmentation(folder: string, { isTrueSize = false } = {}): Promise<void> {
  const graph = new TestGraph();
  graph.input('input_values', 'float32', ['batch_size', 'num_channels', 'num_samples']);
  const waves = graph.node('Conv', ['input_values', toneFilters(graph)], { strides: [FRAME_HOP] });
  const squares = graph.node('Mul', [waves, waves]);
  const pairs = graph.node('Reshape', [squares, graph.integers([0, VOICES_HZ.length, 2, -1])]);
  const loudness = graph.node('Sqrt', [graph.node('ReduceSum', [pairs, graph.integers([2])], { keepdims: 0 })]);
  const heard = graph.node('Sub', [loudness, graph.floats([AMPLITUDE / 2])]);
  const totals = graph.node('ReduceMean', [loudness], { axes: [2], keepdims: 1 });
  const order = topThree(graph, totals);
  const frames = graph.node('Shape', [heard], { start: 2 });
  const wide = graph.node('Concat', [graph.integers([1, 1]), frames], { axis: 0 });
  const local = graph.node('GatherElements', [heard, graph.node('Expand', [order, wide])], { axis: 1 });
  const scores = graph.node('MatMul', [graph.node('Transpose', [local], { perm: [0, 2, 1] }), classWeights(graph)]);
  const said = isTrueSize ? graph.node('Add', [scores, addSegmentationBallast(graph, 'input_values')]) : scores;
  graph.output('logits', said, 'float32', ['batch_size', 'num_frames', 7]);
  await write(graph, folder);
}

/** Cosine and sine of the first tone of every voice under a raised cosine, so that a full tone gives its amplitude. */
function toneFilters(graph: TestGraph): string {
  const taper = Array.from({ length: FRAME_SAMPLES }, (_, n) => 1 - Math.cos((2 * Math.PI * n) / (FRAME_SAMPLES - 1)));
  const taps = VOICES_HZ.flatMap(([hz]) =>
    [Math.cos, Math.sin].flatMap((wave) =>
      taper.map((weight, n) => (2 * weight * wave((2 * Math.PI * hz * n) / RATE_HZ)) / FRAME_SAMPLES),
    ),
  );
  return graph.floats(taps, [VOICES_HZ.length * 2, 1, FRAME_SAMPLES]);
}

/** Numbers of the three voices with the greatest totals, greatest first. */
function topThree(graph: TestGraph, totals: string): string {
  const [first, left] = takeGreatest(graph, totals);
  const [second, rest] = takeGreatest(graph, left);
  return graph.node('Concat', [first, second, takeGreatest(graph, rest)[0]], { axis: 1 });
}

/** The index of the greatest, and the values with it set to -1. */
function takeGreatest(graph: TestGraph, values: string): readonly [string, string] {
  const index = graph.node('ArgMax', [values], { axis: 1, keepdims: 1 });
  const gone = graph.node('Sub', [
    graph.node('Mul', [graph.node('Cast', [index], { to: 1 }), graph.floats([0])]),
    graph.floats([1]),
  ]);
  return [index, graph.node('ScatterElements', [values, index, gone], { axis: 1 })];
}

const classWeights = (graph: TestGraph): string =>
  graph.floats(
    [0, 1, 2].flatMap((local) => POWERSET.map((members) => (members.includes(local) ? 100 : 0))),
    [3, POWERSET.length],
  );

/**
 * Writes an embedding with the signature of WeSpeaker's: how far each mel band is above its mean, on average over time, in
 * the first 80 of 256 places.
 */
export async function writeTinyEmbedding(folder: string, { isTrueSize = false } = {}): Promise<void> {
  const graph = new TestGraph();
  graph.input('input_features', 'float32', ['batch_size', 'num_frames', 80]);
  const mean = graph.node('ReduceMean', [graph.node('Relu', ['input_features'])], { axes: [1], keepdims: 0 });
  const places = Array.from({ length: 80 * 256 }, (_, at) => (Math.floor(at / 256) === at % 256 ? 1 : 0));
  const embedding = graph.node('MatMul', [mean, graph.floats(places, [80, 256])]);
  const said = isTrueSize ? graph.node('Add', [embedding, addEmbeddingBallast(graph, 'input_features')]) : embedding;
  graph.output('last_hidden_state', said, 'float32', ['batch_size', 256]);
  await write(graph, folder);
}

async function write(graph: TestGraph, folder: string): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await graph.write(join(folder, 'onnx', 'model.onnx'));
}
