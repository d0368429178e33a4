import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { ReadableSound, SeparateSourcesParams } from '../../../pipeline/ports/source-separator.js';
import { runBatched } from '../onnx/run-batched.js';
import { createOverlapAdder, type OverlapAdder } from './overlap-adder.js';

/** How a programme is cut into what a network hears at once. All in samples. */
export interface SegmentPlan {
  readonly samples: number;
  /** Segments begin this far apart. */
  readonly stride: number;
  /** Silence that is heard before the beginning and after the end. */
  readonly border: number;
  /** What a segment is where the mix ends before it does. */
  readonly last: 'filled-with-silence' | 'shorter' | 'filled-from-before';
  /** Whether segments begin as long as there is mix, or end with the first that reaches the end of it. */
  readonly beginsUntilEnd?: boolean;
  /** How much a sample counts against the same one of other segments. */
  readonly weightOf: (at: number, length: number) => number;
}

export interface SeparateSegmentsParams extends SeparateSourcesParams {
  readonly plan: SegmentPlan;
  /** Greatest number of segments at once; one that is too much for the memory is halved. */
  readonly batchSize: number;
  /** The dialogue of segments; each as many channels and samples as it was given. */
  readonly run: (segments: ReadonlyArray<readonly Float32Array[]>) => Promise<ReadonlyArray<readonly Float32Array[]>>;
}

interface Segment {
  /** Where what counts of it begins in the mix; negative inside the border. */
  readonly start: number;
  /** How much of it counts. */
  readonly length: number;
  readonly isLast: boolean;
  /** Samples heard before `start` for context alone. */
  readonly before: number;
  readonly channels: readonly Float32Array[];
}

/** Runs a network over a programme piece by piece and joins what it gives. Fails with what `run` fails with, `cancelled`. */
export async function separateSegments(params: SeparateSegmentsParams): Promise<void> {
  const { mix, plan, signal, onProgress } = params;
  const adder = createOverlapAdder({ channels: mix.channels, segmentSamples: plan.samples });
  const weights = createWeights(plan);
  const waiting: Segment[] = [];
  const separated = runBatched<Segment, readonly Float32Array[]>({
    items: segmentsOf(mix, plan),
    batchSize: params.batchSize,
    run: async (segments) => {
      // filled here and emptied below in the same order
      waiting.push(...segments);
      try {
        return await params.run(segments.map(({ channels }) => channels));
      } catch (error) {
        waiting.length -= segments.length;
        throw error;
      }
    },
    signal,
  });
  for await (const channels of separated) {
    const segment = waiting.shift();
    if (segment === undefined) throw new PipelineError('internal', 'A separator gave more than it was given.');
    await giveOut({ segment, channels, adder, weights: weights(segment.length), params });
    onProgress(segment.isLast ? 1 : Math.max(0, Math.min(1, (segment.start + plan.stride) / mix.frames)));
  }
}

/** Weights by length: all segments but the last have one. */
function createWeights({ weightOf }: SegmentPlan): (length: number) => Float64Array {
  let known = new Float64Array(0);
  return (length) => {
    if (known.length !== length) known = Float64Array.from({ length }, (_, at) => weightOf(at, length));
    return known;
  };
}

async function* segmentsOf(mix: ReadableSound, plan: SegmentPlan): AsyncGenerator<Segment> {
  const { samples, stride, border, last } = plan;
  const end = mix.frames + border;
  for (let start = -border; ; start += stride) {
    const isLast = start + (plan.beginsUntilEnd ? stride : samples) >= end;
    const length = last === 'filled-with-silence' ? samples : Math.min(samples, mix.frames - start);
    const before = last === 'filled-from-before' ? Math.floor((samples - length) / 2) : 0;
    const heard = last === 'shorter' ? length : samples;
    yield { start, length, isLast, before, channels: await readFilled(mix, start - before, heard) };
    if (isLast) return;
  }
}

/** That many samples of every channel; silence where there is no mix. */
async function readFilled(mix: ReadableSound, from: number, count: number): Promise<readonly Float32Array[]> {
  const first = Math.max(0, from);
  const read = first < from + count ? await mix.readAt(first, from + count - first) : [];
  return Array.from({ length: mix.channels }, (_, channel) => {
    const samples = new Float32Array(count);
    samples.set(read[channel] ?? new Float32Array(0), Math.max(0, -from));
    return samples;
  });
}

interface GiveOutParams {
  readonly segment: Segment;
  readonly channels: readonly Float32Array[];
  readonly adder: OverlapAdder;
  readonly weights: Float64Array;
  readonly params: SeparateSegmentsParams;
}

async function giveOut({ segment, channels, adder, weights, params }: GiveOutParams): Promise<void> {
  const { start, length, before, isLast } = segment;
  const { mix, plan, onDialogue } = params;
  const finished = isLast ? length : Math.min(length, plan.stride);
  const counting = channels.map((samples) => samples.subarray(before, before + length));
  const whole = adder.add({ channels: counting, weights, finished });
  const from = Math.max(0, -start);
  const to = Math.min(finished, mix.frames - start);
  if (to > from) await onDialogue(whole.map((samples) => samples.subarray(from, to)));
}
