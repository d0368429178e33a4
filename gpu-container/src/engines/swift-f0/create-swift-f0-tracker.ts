import type { PitchTrack, PitchTracker } from '../../../../pipeline/ports/pitch-tracker.js';
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

async function trackInRuns(session: OnnxSession, samples: Float32Array): Promise<PitchTrack> {
  const frames = Math.floor(samples.length / HOP_SAMPLES);
  const pitchHz = new Float64Array(frames);
  const confidence = new Float64Array(frames);
  for (let first = 0; first < frames; first += FRAMES_PER_RUN) {
    const last = Math.min(frames, first + FRAMES_PER_RUN);
    const from = Math.max(0, first - CONTEXT_FRAMES);
    const to = Math.min(frames, last + CONTEXT_FRAMES);
    const input = samples.slice(from * HOP_SAMPLES, to * HOP_SAMPLES);
    const outputs = await session.run({ input_audio: floatTensor([1, input.length], input) });
    const pitches = floatOutput(outputs, 'pitch_hz').data;
    const sureness = floatOutput(outputs, 'confidence').data;
    for (let frame = first; frame < last; frame++) {
      const hz = pitches[frame - from] ?? 0;
      const sure = sureness[frame - from] ?? 0;
      confidence[frame] = sure;
      pitchHz[frame] = sure > VOICED_CONFIDENCE && hz >= RANGE_HZ.low && hz <= RANGE_HZ.high ? hz : 0;
    }
  }
  return {
    hopMs: (HOP_SAMPLES * 1000) / RATE_HZ,
    firstMs: (FIRST_CENTRE_SAMPLES * 1000) / RATE_HZ,
    pitchHz,
    confidence,
  };
}
