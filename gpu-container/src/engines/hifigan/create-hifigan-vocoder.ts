import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { MelSpectrogram, Vocoder } from '../../../../pipeline/ports/vocoder.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import { HIFIGAN_BANDS, HIFIGAN_HOP, HIFIGAN_RATE_HZ, hifiganMel } from './hifigan-mel.js';

/** Frames spoken at once (six seconds) and how many more are seen on either side, so that no seam is heard. */
const FRAMES_PER_RUN = 512;
const CONTEXT_FRAMES = 32;

/**
 * HiFi-GAN V2 (Kong et al., 2020) with the voice of LJSpeech, 22 050 Hz. Fails with `engine-missing` without its
 * weights and `internal` for a spectrogram of another shape.
 */
export function createHifiganVocoder(deps: NeuralDeps): Vocoder {
  return {
    sampleRateHz: HIFIGAN_RATE_HZ,
    hopSamples: HIFIGAN_HOP,
    analyse: hifiganMel,
    speak: async (mel) => {
      if (mel.bands !== HIFIGAN_BANDS || mel.values.length !== mel.bands * mel.frames) {
        throw new PipelineError('internal', `The vocoder needs ${HIFIGAN_BANDS} mel bands, not ${mel.bands}.`);
      }
      const session = await openModel(deps, { model: 'hifigan-lj-v2', file: 'hifigan_lj_v2.onnx' });
      const samples = new Float32Array(mel.frames * HIFIGAN_HOP);
      for (let first = 0; first < mel.frames; first += FRAMES_PER_RUN) {
        const last = Math.min(mel.frames, first + FRAMES_PER_RUN);
        const from = Math.max(0, first - CONTEXT_FRAMES);
        const to = Math.min(mel.frames, last + CONTEXT_FRAMES);
        const outputs = await session.run({ mel: floatTensor([1, mel.bands, to - from], cutFrames(mel, from, to)) });
        const spoken = floatOutput(outputs, 'audio').data;
        const start = (first - from) * HIFIGAN_HOP;
        samples.set(spoken.subarray(start, start + (last - first) * HIFIGAN_HOP), first * HIFIGAN_HOP);
      }
      return samples;
    },
  };
}

function cutFrames({ bands, frames, values }: MelSpectrogram, from: number, to: number): Float32Array {
  const cut = new Float32Array(bands * (to - from));
  for (let band = 0; band < bands; band++) {
    cut.set(values.subarray(band * frames + from, band * frames + to), band * (to - from));
  }
  return cut;
}
