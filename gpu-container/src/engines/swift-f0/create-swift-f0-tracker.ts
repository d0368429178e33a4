import type { PitchTrack, PitchTracker, TrackSpeechPitchParams } from '../../../../pipeline/ports/pitch-tracker.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';

const RATE_HZ = 16_000;
const HOP_SAMPLES = 256;
/** The first frame's centre: frames of 1024 samples begin 384 before the sound. */
const FIRST_CENTRE_SAMPLES = 127.5;
/** Frames run at once (32 s), and how many more on either side so that a seam changes nothing. */
const FRAMES_PER_RUN = 2000;
const CONTEXT_FRAMES = 32;
/** The threshold its author chose: below it a frame counts as unvoiced. */
const VOICED_CONFIDENCE = 0.9;
/** What the model can answer, in Hz. */
const RANGE_HZ = { low: 46.875, high: 2093.75 } as const;

/**
 * SwiftF0 (Nieradzik, 2025): a small convolutional network on the spectrum. Fails with `engine-missing` without its
 * weights. Memory does not grow with the length but for the answer itself.
 */
export function createSwiftF0Tracker(deps: NeuralDeps): PitchTracker {
  return {
    track: async ({ samples }) =>
      trackInRuns(await openModel(deps, { model: 'swift-f0', file: 'swift_f0.onnx' }), samples),
  };
}

async function trackInRuns(session: OnnxSession, samples: TrackSpeechPitchParams['samples']): Promise<PitchTrack> {
  const pitchHz: number[] = [];
  const confidence: number[] = [];
  for await (const { input, skipped, frames } of cutRuns(samples)) {
    const outputs = await session.run({ input_audio: floatTensor([1, input.length], input) });
    const pitches = floatOutput(outputs, 'pitch_hz').data;
    const sureness = floatOutput(outputs, 'confidence').data;
    for (let frame = skipped; frame < skipped + frames; frame++) {
      const hz = pitches[frame] ?? 0;
      const sure = sureness[frame] ?? 0;
      confidence.push(sure);
      pitchHz.push(sure > VOICED_CONFIDENCE && hz >= RANGE_HZ.low && hz <= RANGE_HZ.high ? hz : 0);
    }
  }
  return {
    hopMs: (HOP_SAMPLES * 1000) / RATE_HZ,
    firstMs: (FIRST_CENTRE_SAMPLES * 1000) / RATE_HZ,
    pitchHz: Float64Array.from(pitchHz),
    confidence: Float64Array.from(confidence),
  };
}

interface Run {
  readonly input: Float32Array;
  /** Frames of it that are context only, and those after them that count. */
  readonly skipped: number;
  readonly frames: number;
}

/** What is run at once, with what lies around it; holds no more than that and one piece. */
async function* cutRuns(samples: TrackSpeechPitchParams['samples']): AsyncGenerator<Run> {
  const most = (FRAMES_PER_RUN + CONTEXT_FRAMES) * HOP_SAMPLES;
  let held: Float32Array[] = [];
  let length = 0;
  let skipped = 0;
  for await (const piece of samples instanceof Float32Array ? [samples] : samples) {
    held.push(piece.slice());
    length += piece.length;
    if (length < skipped * HOP_SAMPLES + most) continue;
    let rest = joined(held, length);
    for (; rest.length >= skipped * HOP_SAMPLES + most; skipped = CONTEXT_FRAMES) {
      yield { input: rest.slice(0, skipped * HOP_SAMPLES + most), skipped, frames: FRAMES_PER_RUN };
      rest = rest.subarray((skipped + FRAMES_PER_RUN - CONTEXT_FRAMES) * HOP_SAMPLES);
    }
    held = [rest.slice()];
    length = rest.length;
  }
  const last = joined(held, length);
  const all = Math.floor(length / HOP_SAMPLES);
  for (let first = skipped; first < all; first += FRAMES_PER_RUN) {
    const [from, to] = [Math.max(0, first - CONTEXT_FRAMES), Math.min(all, first + FRAMES_PER_RUN)];
    const input = last.slice(from * HOP_SAMPLES, Math.min(all, to + CONTEXT_FRAMES) * HOP_SAMPLES);
    yield { input, skipped: first - from, frames: to - first };
  }
}

function joined(pieces: readonly Float32Array[], length: number): Float32Array<ArrayBuffer> {
  const all = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
