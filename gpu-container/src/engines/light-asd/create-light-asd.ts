import type { ActiveSpeaker, ScoreSpeakingParams, SpeakerCrop } from '../../../../pipeline/ports/active-speaker.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { abortError } from '../../process/abort-error.js';
import { createPatchCutter } from '../../vision/create-patch-cutter.js';
import { CROP_SIZE, cropSpeakingFace } from './crop-speaking-face.js';
import { CEPSTRA, CEPSTRA_RATE_HZ, speechCepstra } from './speech-cepstra.js';

const FRAME_RATE_HZ = 25;
const ROWS_PER_FRAME = CEPSTRA_RATE_HZ / FRAME_RATE_HZ;
const SAMPLES_PER_FRAME = 16_000 / FRAME_RATE_HZ;
/** A block that every window length below divides: crops of a minute are all that is held. */
const BLOCK_FRAMES = 60 * FRAME_RATE_HZ;

/** Windows, whole divisors of a minute, whose scores are averaged, and how often each counts. */
export type ScoringWindows = ReadonlyArray<readonly [seconds: number, weight: number]>;

/** The published demonstration looks six times, with these windows; one look costs a sixth. */
export const PUBLISHED_WINDOWS: ScoringWindows = [
  [1, 3],
  [2, 3],
  [3, 2],
  [4, 1],
  [5, 1],
  [6, 1],
];
const ONE_LOOK: ScoringWindows = [[3, 1]];

/**
 * Light-ASD (Liao et al., CVPR 2023): mel cepstra and grey faces into one recurrent network. Fails with
 * `engine-missing` without its weights.
 */
export function createLightAsd(deps: NeuralDeps, windows: ScoringWindows = ONE_LOOK): ActiveSpeaker {
  const cutter = createPatchCutter();
  return {
    frameRateHz: FRAME_RATE_HZ,
    cropFace: (picture, box) => cropSpeakingFace(cutter, picture, box),
    score: async (params) => {
      const session = await openModel(deps, { model: 'light-asd-ava', file: 'light_asd_ava.onnx' });
      return scoreBlocks({ session, windows }, params);
    },
  };
}

interface Scorer {
  readonly session: OnnxSession;
  readonly windows: ScoringWindows;
}

async function scoreBlocks(scorer: Scorer, params: ScoreSpeakingParams): Promise<Float32Array> {
  const scores: number[] = [];
  const scoreHeld = async (held: readonly SpeakerCrop[]): Promise<void> => {
    if (params.signal.aborted) throw abortError(params.signal, 'Looking for the speaker');
    const start = scores.length * SAMPLES_PER_FRAME;
    const heard = params.samples.subarray(start, start + held.length * SAMPLES_PER_FRAME);
    for (const score of await scoreBlock(scorer, { heard, crops: held })) scores.push(score);
  };
  let held: SpeakerCrop[] = [];
  for await (const crop of params.crops) {
    held.push(crop);
    if (held.length < BLOCK_FRAMES) continue;
    await scoreHeld(held);
    held = [];
  }
  if (held.length > 0) await scoreHeld(held);
  return Float32Array.from(scores);
}

interface Block {
  readonly heard: Float32Array;
  readonly crops: readonly SpeakerCrop[];
}

async function scoreBlock({ session, windows }: Scorer, { heard, crops }: Block): Promise<Float32Array> {
  const cepstra = speechCepstra(heard);
  // The last frame of sound often ends with the last sample, a row or two before the last picture does.
  const audible = Math.floor(cepstra.length / CEPSTRA / ROWS_PER_FRAME);
  const frames = Math.min(audible, crops.length);
  const sums = new Float32Array(frames);
  const totalWeight = windows.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [seconds, weight] of windows) {
    const length = seconds * FRAME_RATE_HZ;
    for (let first = 0; first < frames; first += length) {
      const count = Math.min(length, frames - first);
      const from = first * ROWS_PER_FRAME * CEPSTRA;
      const outputs = await session.run({
        mfcc: floatTensor(
          [1, count * ROWS_PER_FRAME, CEPSTRA],
          cepstra.slice(from, from + count * ROWS_PER_FRAME * CEPSTRA),
        ),
        faces: floatTensor([1, count, CROP_SIZE, CROP_SIZE], packCrops(crops.slice(first, first + count))),
      });
      const scores = floatOutput(outputs, 'score_av').data;
      for (let frame = 0; frame < count; frame++) {
        sums[first + frame] = (sums[first + frame] ?? 0) + ((scores[frame] ?? 0) * weight) / totalWeight;
      }
    }
  }
  return sums;
}

/** Bytes as they are: the graph itself brings them to the range it was trained on. */
function packCrops(crops: readonly SpeakerCrop[]): Float32Array {
  const packed = new Float32Array(crops.length * CROP_SIZE * CROP_SIZE);
  for (const [index, { data }] of crops.entries()) packed.set(data, index * CROP_SIZE * CROP_SIZE);
  return packed;
}
