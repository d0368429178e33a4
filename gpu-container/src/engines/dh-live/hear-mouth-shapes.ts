import { resample } from '../../../../pipeline/sound/resample.js';
import { createKaldiFbank, type KaldiFbankParams } from '../../neural/create-kaldi-fbank.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';

/** Weights of the six mouth shapes, 25 rows a second, row by row. */
export interface MouthShapes {
  readonly rows: number;
  readonly values: Float32Array;
}

export const SHAPES_PER_ROW = 6;
export const SHAPE_ROWS_PER_SECOND = 25;
/**
 * The network answers this late: over two filmed speakers its first shape fits their mouths best 1 to 2 rows on
 * (correlation 0.58 and 0.66). The published program drops 5 rows, which is 120 ms too early for these.
 */
const LATE_ROWS = 2;
/** As in the published program: half of what the network says, the second shape at four fifths of that. */
const GAINS = [0.5, 0.4, 0.5, 0.5, 0.5, 0.5] as const;
const STATE_SHAPE = [2, 1, 192];
/** Rows heard at once (a minute); the network's memory goes from one run to the next. */
const ROWS_PER_RUN = 1500;

const FBANK_BANDS = 80;
/** 50 ms frames 20 ms apart at 8 kHz. */
const FBANK: KaldiFbankParams = {
  sampleRateHz: 8000,
  frameSamples: 400,
  hopSamples: 160,
  bands: FBANK_BANDS,
  window: 'povey',
  edges: 'mirrored',
  scale: 1,
};

/** What mouth shapes a sound (mono 16 kHz, −1…1) needs, row 0 at its first sample. */
export async function hearMouthShapes(session: OnnxSession, samples: Float32Array): Promise<MouthShapes> {
  const silenceAfter = new Float32Array(samples.length + ((LATE_ROWS + 1) * 16_000) / SHAPE_ROWS_PER_SECOND);
  silenceAfter.set(samples);
  const fbank = createKaldiFbank(FBANK)(resample({ samples: silenceAfter, fromHz: 16_000, toHz: 8000 }));
  const total = Math.floor(fbank.length / FBANK_BANDS / 2);
  const heard = new Float32Array(total * SHAPES_PER_ROW);
  let h0 = floatTensor(STATE_SHAPE);
  let c0 = floatTensor(STATE_SHAPE);
  for (let first = 0; first < total; first += ROWS_PER_RUN) {
    const rows = Math.min(ROWS_PER_RUN, total - first);
    const input = fbank.slice(first * 2 * FBANK_BANDS, (first + rows) * 2 * FBANK_BANDS);
    const outputs = await session.run({ fbank: floatTensor([rows, 2 * FBANK_BANDS], input), h0, c0 });
    heard.set(floatOutput(outputs, 'bs').data, first * SHAPES_PER_ROW);
    h0 = floatOutput(outputs, 'hn');
    c0 = floatOutput(outputs, 'cn');
  }
  const rows = Math.max(0, total - LATE_ROWS);
  const values = heard.slice(LATE_ROWS * SHAPES_PER_ROW).map((value, at) => value * (GAINS[at % SHAPES_PER_ROW] ?? 0));
  return { rows, values };
}
