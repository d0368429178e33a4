import type { SourceSeparator } from '../../../../pipeline/ports/source-separator.js';
import { gainFromDb } from '../../../../pipeline/sound/decibels.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type ModelGraph, type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { checkMix, SEPARATION_RATE_HZ } from '../../separation/check-mix.js';
import { createPairTransform, type PairTransform } from '../../separation/create-pair-transform.js';
import { type SegmentPlan, separateSegments } from '../../separation/separate-segments.js';
import { measureMix } from './measure-mix.js';

const GRAPH: ModelGraph = { model: 'cocktail-fork-mrx', file: 'mrx.int8.onnx' };
/** Frame lengths of the three spectra it hears. */
const SIZES = [1024, 2048, 8192] as const;
const HOP = 256;
/** It gives music, speech and effects, in this order. */
const SOURCES = 3;
const SPEECH = 1;
/** It was trained on mixes of this loudness. */
const TRAINED_LUFS = -27;
/** Its recurrent layers would hear all at once; chunks keep memory bounded. */
const CHUNK_SECONDS = 20;
const OVERLAP = 2 * SEPARATION_RATE_HZ;

const PLAN: SegmentPlan = {
  samples: CHUNK_SECONDS * SEPARATION_RATE_HZ,
  stride: CHUNK_SECONDS * SEPARATION_RATE_HZ - OVERLAP,
  border: 0,
  last: 'shorter',
  weightOf: (at, length) => Math.min(1, (at + 0.5) / OVERLAP, (length - at - 0.5) / OVERLAP),
};

/**
 * MRX (Petermann et al., ICASSP 2022), the network of the cocktail fork problem: magnitudes at three resolutions in, a real
 * mask for each out; the dialogue is the sum of the three masked. Fails with `engine-missing` without its weights.
 */
export function createCocktailForkSeparator(deps: NeuralDeps): SourceSeparator {
  return {
    sampleRateHz: SEPARATION_RATE_HZ,
    separate: async (params) => {
      checkMix(params.mix);
      const session = await openModel(deps, GRAPH);
      const lufs = await measureMix(params.mix, params.signal);
      const gain = lufs === undefined ? 1 : gainFromDb(TRAINED_LUFS - lufs);
      const transforms = SIZES.map((size) => createPairTransform({ size, hop: HOP }));
      // the channels of a chunk are its batch: two chunks at once would be a gigabyte of masks
      await separateSegments({
        ...params,
        plan: PLAN,
        batchSize: 1,
        run: async (chunks) => {
          const separated: Array<readonly Float32Array[]> = [];
          for (const chunk of chunks) separated.push(await separateChunk({ session, transforms, gain }, chunk));
          return separated;
        },
      });
    },
  };
}

interface Network {
  readonly session: OnnxSession;
  readonly transforms: readonly PairTransform[];
  readonly gain: number;
}

/** Real and imaginary parts by channel, frame after frame. */
interface Spectra {
  readonly re: readonly Float32Array[];
  readonly im: readonly Float32Array[];
}

async function separateChunk({ session, transforms, gain }: Network, chunk: readonly Float32Array[]) {
  const samples = chunk[0]?.length ?? 0;
  const [left = new Float32Array(0), right = new Float32Array(samples)] = chunk;
  const frames = transforms[0]?.framesOf(samples) ?? 0;
  const feeds: Record<string, ReturnType<typeof floatTensor>> = {};
  const spectra = transforms.map((transform, at): Spectra => {
    const heard = hear({
      transform,
      pair: [left, right],
      frames,
      channels: chunk.length,
      gain: gain / Math.sqrt(SIZES[at] ?? 1),
    });
    feeds[`mag_${SIZES[at]}`] = floatTensor([chunk.length, transform.bins, frames], heard.magnitudes);
    return heard;
  });
  const masks = await session.run(feeds);
  const sums = chunk.map(() => new Float32Array(samples));
  for (const [at, transform] of transforms.entries()) {
    const mask = floatOutput(masks, `mask_${SIZES[at]}`).data;
    const masked = applyMask({ transform, mask, spectra: spectra[at], frames, samples });
    for (const [channel, sum] of sums.entries()) addTo(sum, masked[channel]);
  }
  return sums;
}

interface HearParams {
  readonly transform: PairTransform;
  readonly pair: readonly [Float32Array, Float32Array];
  readonly frames: number;
  readonly channels: number;
  /** Of the magnitudes; the spectra keep the level of the mix, so that what is masked does too. */
  readonly gain: number;
}

function hear({
  transform,
  pair,
  frames,
  channels,
  gain,
}: HearParams): Spectra & { readonly magnitudes: Float32Array } {
  const { bins } = transform;
  const magnitudes = new Float32Array(channels * bins * frames);
  const parts = () => Array.from({ length: channels }, () => new Float32Array(bins * frames));
  const [re, im] = [parts(), parts()];
  transform.forward(pair, frames, (frame, { leftRe, leftIm, rightRe, rightIm }) => {
    for (let channel = 0; channel < channels; channel++) {
      const [real, imaginary] = channel === 0 ? [leftRe, leftIm] : [rightRe, rightIm];
      re[channel]?.set(real, frame * bins);
      im[channel]?.set(imaginary, frame * bins);
      for (let bin = 0, at = channel * bins * frames + frame; bin < bins; bin++, at += frames) {
        magnitudes[at] = Math.sqrt((real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2) * gain;
      }
    }
  });
  return { re, im, magnitudes };
}

interface ApplyMaskParams {
  readonly transform: PairTransform;
  /** [channel, source, bin, frame]. */
  readonly mask: Float32Array;
  readonly spectra: Spectra | undefined;
  readonly frames: number;
  readonly samples: number;
}

function applyMask({ transform, mask, spectra, frames, samples }: ApplyMaskParams): readonly Float32Array[] {
  const { bins } = transform;
  const { re = [], im = [] } = spectra ?? {};
  return transform.inverse(frames, samples, (frame, { leftRe, leftIm, rightRe, rightIm }) => {
    for (const [channel, [real, imaginary]] of [[leftRe, leftIm] as const, [rightRe, rightIm] as const].entries()) {
      const [fromRe, fromIm] = [re[channel], im[channel]];
      let at = (channel * SOURCES + SPEECH) * bins * frames + frame;
      for (let bin = 0, from = frame * bins; bin < bins; bin++, from++, at += frames) {
        real[bin] = (fromRe?.[from] ?? 0) * (mask[at] ?? 0);
        imaginary[bin] = (fromIm?.[from] ?? 0) * (mask[at] ?? 0);
      }
    }
  });
}

function addTo(sum: Float32Array, added: Float32Array | undefined): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (added?.[at] ?? 0);
}
