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
    speak: async function* (mel) {
      const session = await openModel(deps, { model: 'hifigan-lj-v2', file: 'hifigan_lj_v2.onnx' });
      for await (const { part, skipped, frames } of cutRuns(mel)) {
        const outputs = await session.run({ mel: floatTensor([1, part.bands, part.frames], part.values) });
        const spoken = floatOutput(outputs, 'audio').data;
        yield spoken.slice(skipped * HIFIGAN_HOP, (skipped + frames) * HIFIGAN_HOP);
      }
    },
  };
}

interface Run {
  readonly part: MelSpectrogram;
  /** Frames of it that are context only, and those after them that count. */
  readonly skipped: number;
  readonly frames: number;
}

/** What is spoken at once, with what lies around it; holds no more than that and one piece. */
async function* cutRuns(mel: Parameters<Vocoder['speak']>[0]): AsyncGenerator<Run> {
  let held: MelSpectrogram = { bands: HIFIGAN_BANDS, frames: 0, values: new Float32Array(0) };
  let skipped = 0;
  for await (const piece of 'frames' in mel ? [mel] : mel) {
    held = joined(held, requireBands(piece));
    while (held.frames >= skipped + FRAMES_PER_RUN + CONTEXT_FRAMES) {
      const end = skipped + FRAMES_PER_RUN;
      yield { part: cutFrames(held, 0, end + CONTEXT_FRAMES), skipped, frames: FRAMES_PER_RUN };
      held = cutFrames(held, end - CONTEXT_FRAMES, held.frames);
      skipped = CONTEXT_FRAMES;
    }
  }
  for (let first = skipped; first < held.frames; first += FRAMES_PER_RUN) {
    const [from, last] = [Math.max(0, first - CONTEXT_FRAMES), Math.min(held.frames, first + FRAMES_PER_RUN)];
    const part = cutFrames(held, from, Math.min(held.frames, last + CONTEXT_FRAMES));
    yield { part, skipped: first - from, frames: last - first };
  }
}

function requireBands(mel: MelSpectrogram): MelSpectrogram {
  if (mel.bands === HIFIGAN_BANDS && mel.values.length === mel.bands * mel.frames) return mel;
  throw new PipelineError('internal', `The vocoder needs ${HIFIGAN_BANDS} mel bands, not ${mel.bands}.`);
}

function joined(a: MelSpectrogram, b: MelSpectrogram): MelSpectrogram {
  if (a.frames === 0) return b;
  const frames = a.frames + b.frames;
  const values = new Float32Array(a.bands * frames);
  for (let band = 0; band < a.bands; band++) {
    values.set(a.values.subarray(band * a.frames, (band + 1) * a.frames), band * frames);
    values.set(b.values.subarray(band * b.frames, (band + 1) * b.frames), band * frames + a.frames);
  }
  return { bands: a.bands, frames, values };
}

function cutFrames({ bands, frames, values }: MelSpectrogram, from: number, to: number): MelSpectrogram {
  const cut = new Float32Array(bands * (to - from));
  for (let band = 0; band < bands; band++) {
    cut.set(values.subarray(band * frames + from, band * frames + to), band * (to - from));
  }
  return { bands, frames: to - from, values: cut };
}
