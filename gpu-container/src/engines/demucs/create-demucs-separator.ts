import type { SourceSeparator } from '../../../../pipeline/ports/source-separator.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type ModelGraph, type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { checkMix, SEPARATION_RATE_HZ } from '../../separation/check-mix.js';
import { type SegmentPlan, separateSegments } from '../../separation/separate-segments.js';
import { type Level, measureLevel } from './measure-level.js';

/** A graph of Demucs' signature: stereo sound `[1, 2, n]` in, `[1, 4, 2, n]` out (drums, bass, other, vocals). */
export interface DemucsGraph extends ModelGraph {
  readonly input: string;
  readonly output: string;
  /** Samples the graph takes at once. */
  readonly segmentSamples: number;
}

/** Hybrid Transformer Demucs with its Fourier transforms inside the graph; 7.8 s at once. */
const HTDEMUCS: DemucsGraph = {
  ...{ model: 'htdemucs', file: 'htdemucs_fp16weights.onnx' },
  ...{ input: 'mix', output: 'stems', segmentSamples: 343_980 },
};

const VOCALS = 3;
/** Segments begin this share of their length apart: a quarter of each is heard twice. */
const STRIDE_SHARE = 0.75;

/**
 * Hybrid Transformer Demucs (Rouard et al., 2023) and everything with its signature; segments, levels and weights are
 * those of its `apply_model` without random shifts. Fails with `engine-missing` without its weights.
 */
export function createDemucsSeparator(deps: NeuralDeps, graph: DemucsGraph = HTDEMUCS): SourceSeparator {
  return {
    sampleRateHz: SEPARATION_RATE_HZ,
    separate: async (params) => {
      checkMix(params.mix);
      const session = await openModel(deps, graph);
      const level = await measureLevel(params.mix, params.signal);
      await separateSegments({
        ...params,
        plan: planOf(graph),
        batchSize: 1,
        run: async (segments) => {
          const vocals: Array<readonly Float32Array[]> = [];
          for (const segment of segments) vocals.push(await vocalsOf({ session, graph, level }, segment));
          return vocals;
        },
      });
    },
  };
}

const planOf = ({ segmentSamples }: DemucsGraph): SegmentPlan => {
  const half = Math.floor(segmentSamples / 2);
  return {
    samples: segmentSamples,
    stride: Math.floor(segmentSamples * STRIDE_SHARE),
    border: 0,
    last: 'filled-from-before',
    beginsUntilEnd: true,
    // rises from 1 to the middle and falls to 1 again
    weightOf: (at) => (at < half ? at + 1 : segmentSamples - at),
  };
};

interface Network {
  readonly session: OnnxSession;
  readonly graph: DemucsGraph;
  readonly level: Level;
}

async function vocalsOf({ session, graph, level }: Network, segment: readonly Float32Array[]) {
  const { segmentSamples } = graph;
  const { mean, deviation } = level;
  const [left = new Float32Array(0), right = left] = segment;
  const input = new Float32Array(2 * segmentSamples);
  for (const [channel, samples] of [left, right].entries()) {
    input.set(
      samples.map((value) => (value - mean) / deviation),
      channel * segmentSamples,
    );
  }
  const outputs = await session.run({ [graph.input]: floatTensor([1, 2, segmentSamples], input) });
  const { data } = floatOutput(outputs, graph.output);
  return segment.map((_, channel) => {
    const from = (VOCALS * 2 + channel) * segmentSamples;
    return data.subarray(from, from + segmentSamples).map((value) => value * deviation + mean);
  });
}
