import type { SourceSeparator } from '../../../pipeline/ports/source-separator.js';
import { floatOutput, floatTensor } from '../neural/float-tensor.js';
import { type ModelGraph, type NeuralDeps, openModel } from '../neural/open-model.js';
import type { OnnxSession } from '../onnx/onnx-session.js';
import { checkMix, SEPARATION_RATE_HZ } from './check-mix.js';
import { createPairTransform, type PairTransform, type SamplePair } from './create-pair-transform.js';
import { type SegmentPlan, separateSegments } from './separate-segments.js';

/** A graph that takes spectra, real and imaginary parts as planes `[batch, 2 × channels, bins, frames]`, and gives spectra. */
export interface SpectralGraph extends ModelGraph {
  readonly input: string;
  readonly output: string;
  readonly fftSize: number;
  readonly hop: number;
  /** The lowest bins are heard, those above are not: what lies there is no dialogue. */
  readonly bins: number;
  readonly frames: number;
  /** Whether it hears both channels together, or each by itself. */
  readonly hears: 'stereo' | 'mono';
  /** How many planes it gives, and which are the dialogue's first. */
  readonly outputPlanes: number;
  readonly dialoguePlane: number;
  /** Lowest bins that are silenced before it hears them. */
  readonly silentBins: number;
  /** What its answer is multiplied with. */
  readonly gain: number;
  readonly plan: SegmentPlan;
  /** Greatest batch of its first dimension, by device. */
  readonly batch: Readonly<Record<OnnxSession['device'], number>>;
}

/** A network between a short-time Fourier transform and its inverse. Fails with `engine-missing` without its weights. */
export function createSpectralSeparator(deps: NeuralDeps, graph: SpectralGraph): SourceSeparator {
  return {
    sampleRateHz: SEPARATION_RATE_HZ,
    separate: async (params) => {
      checkMix(params.mix);
      const session = await openModel(deps, graph);
      const transform = createPairTransform({ size: graph.fftSize, hop: graph.hop });
      const run = graph.hears === 'stereo' ? runTogether : runApart;
      await separateSegments({
        ...params,
        plan: graph.plan,
        batchSize: graph.batch[session.device],
        run: (segments) => run({ session, graph, transform }, segments),
      });
    },
  };
}

interface Network {
  readonly session: OnnxSession;
  readonly graph: SpectralGraph;
  readonly transform: PairTransform;
}

type Channels = readonly Float32Array[];

/** Both channels of every segment are one item of the batch; of mono, the same one twice. */
async function runTogether(network: Network, segments: readonly Channels[]): Promise<readonly Channels[]> {
  const { graph } = network;
  const plane = graph.bins * graph.frames;
  const spectra = new Float32Array(segments.length * 4 * plane);
  for (const [item, segment] of segments.entries()) {
    showPlanes(network, pairOf(segment), spectra.subarray(item * 4 * plane, (item + 1) * 4 * plane));
  }
  const answer = await runGraph(network, segments.length, 4, spectra);
  return segments.map((segment, item) => {
    const from = (item * graph.outputPlanes + graph.dialoguePlane) * plane;
    const pair = hearPlanes(network, [answer.subarray(from, from + 4 * plane)], segment[0]?.length ?? 0);
    return pair.slice(0, segment.length);
  });
}

/** Each channel by itself, one after the other: these graphs take a single one. */
async function runApart(network: Network, segments: readonly Channels[]): Promise<readonly Channels[]> {
  const { graph } = network;
  const plane = graph.bins * graph.frames;
  const separated: Channels[] = [];
  for (const segment of segments) {
    const spectra = new Float32Array(4 * plane);
    showPlanes(network, pairOf(segment), spectra);
    const sides: Float32Array[] = [];
    for (const channel of segment.keys()) {
      const answer = await runGraph(network, 1, 2, spectra.subarray(channel * 2 * plane, (channel + 1) * 2 * plane));
      const from = graph.dialoguePlane * plane;
      sides.push(answer.subarray(from, from + 2 * plane));
    }
    separated.push(hearPlanes(network, sides, segment[0]?.length ?? 0).slice(0, segment.length));
  }
  return separated;
}

const pairOf = ([left = new Float32Array(0), right = left]: Channels): SamplePair => [left, right];

async function runGraph(network: Network, batch: number, planes: number, spectra: Float32Array): Promise<Float32Array> {
  const { session, graph } = network;
  const dims = [batch, planes, graph.bins, graph.frames];
  const outputs = await session.run({ [graph.input]: floatTensor(dims, spectra) });
  return floatOutput(outputs, graph.output).data;
}

/** Writes left real, left imaginary, right real, right imaginary. */
function showPlanes({ graph, transform }: Network, pair: SamplePair, planes: Float32Array): void {
  const { bins, frames } = graph;
  const plane = bins * frames;
  transform.forward(pair, frames, (frame, { leftRe, leftIm, rightRe, rightIm }) => {
    for (let bin = graph.silentBins, at = bin * frames + frame; bin < bins; bin++, at += frames) {
      planes[at] = leftRe[bin] ?? 0;
      planes[at + plane] = leftIm[bin] ?? 0;
      planes[at + 2 * plane] = rightRe[bin] ?? 0;
      planes[at + 3 * plane] = rightIm[bin] ?? 0;
    }
  });
}

/** The sound of four planes, together or as two pairs; bins the network does not know are silent. */
function hearPlanes({ graph, transform }: Network, parts: readonly Float32Array[], samples: number): SamplePair {
  const { bins, frames, gain } = graph;
  const plane = bins * frames;
  const whole = parts[0] ?? new Float32Array(0);
  const isTogether = whole.length === 4 * plane;
  const left = isTogether ? whole.subarray(0, 2 * plane) : whole;
  const right = isTogether ? whole.subarray(2 * plane) : (parts[1] ?? new Float32Array(2 * plane));
  return transform.inverse(frames, samples, (frame, { leftRe, leftIm, rightRe, rightIm }) => {
    for (const part of [leftRe, leftIm, rightRe, rightIm]) part.fill(0, bins);
    for (let bin = 0, at = frame; bin < bins; bin++, at += frames) {
      leftRe[bin] = (left[at] ?? 0) * gain;
      leftIm[bin] = (left[at + plane] ?? 0) * gain;
      rightRe[bin] = (right[at] ?? 0) * gain;
      rightIm[bin] = (right[at + plane] ?? 0) * gain;
    }
  });
}
