import { LOCAL_SPEAKERS } from '../../../../pipeline/speech/decode-powerset.js';
import { createKaldiFbank } from '../../neural/create-kaldi-fbank.js';
import type { SegmentedWindow } from './segment-windows.js';
import { FIRST_MIDDLE, FRAME_HOP, SPEECH_HZ } from './segmentation-frames.js';

/** What the embedding hears of one local speaker. */
export interface LocalVoice {
  readonly local: number;
  /** Rows of `VOICE_BANDS` features; a whole number of steps of `ROW_STEP` wherever the window is long enough. */
  readonly rows: number;
  readonly features: Float32Array;
  /** Alone and long enough to tell people apart by. */
  readonly isClear: boolean;
}

/** Mel bands of the embedding. */
export const VOICE_BANDS = 80;
const ROW_HOP = 160;
const ROW_SAMPLES = 400;
/** Fewer rows than this (0.4 s) say nothing about a voice. */
const LEAST_ROWS = 40;
/** So much of a person alone (2 s, a fifth of the window, as published) makes an embedding to cluster by. */
const CLEAR_ROWS = 200;
/** Voices are repeated from their beginning up to a whole number of steps (1 s), so that several fit in one run. */
const ROW_STEP = 100;

const fbank = createKaldiFbank({
  ...{ sampleRateHz: SPEECH_HZ, frameSamples: ROW_SAMPLES, hopSamples: ROW_HOP, bands: VOICE_BANDS },
  ...{ window: 'hamming', edges: 'inside', scale: 32_768 },
});

/**
 * Features of every speaker of a window, of the rows where nobody else speaks, or of all of that speaker's where those are
 * too few. The mean over the whole window is taken out of each band, as the published pipeline does.
 */
export function voicesOf({ samples, masks }: SegmentedWindow): LocalVoice[] {
  if (!masks.some((mask) => mask > 0)) return [];
  const features = fbank(samples);
  const total = features.length / VOICE_BANDS;
  takeMeansOut(features, total);
  const rowMasks = Uint8Array.from({ length: total }, (_, row) => masks[frameOfRow(row, masks.length)] ?? 0);
  return Array.from({ length: LOCAL_SPEAKERS }, (_, local) => local).flatMap((local) => {
    const alone = rowsWhere(rowMasks, (mask) => mask === 1 << local);
    const rows = alone.length >= LEAST_ROWS ? alone : rowsWhere(rowMasks, (mask) => (mask >> local) % 2 === 1);
    if (rows.length < LEAST_ROWS) return [];
    return [{ local, isClear: alone.length >= CLEAR_ROWS, ...gather(features, rows, total) }];
  });
}

/** The segmentation frame whose middle is nearest to a row's. */
function frameOfRow(row: number, frames: number): number {
  const frame = Math.round((row * ROW_HOP + ROW_SAMPLES / 2 - FIRST_MIDDLE) / FRAME_HOP);
  return Math.min(frames - 1, Math.max(0, frame));
}

function takeMeansOut(features: Float32Array, rows: number): void {
  const means = new Float64Array(VOICE_BANDS);
  for (let at = 0; at < features.length; at++) {
    means[at % VOICE_BANDS] = (means[at % VOICE_BANDS] ?? 0) + (features[at] ?? 0) / rows;
  }
  for (let at = 0; at < features.length; at++) features[at] = (features[at] ?? 0) - (means[at % VOICE_BANDS] ?? 0);
}

function rowsWhere(masks: Uint8Array, isWanted: (mask: number) => boolean): number[] {
  return [...masks.keys()].filter((row) => isWanted(masks[row] ?? 0));
}

function gather(features: Float32Array, rows: readonly number[], total: number) {
  const length = Math.min(total, Math.ceil(rows.length / ROW_STEP) * ROW_STEP);
  const output = new Float32Array(length * VOICE_BANDS);
  for (let at = 0; at < length; at++) {
    const row = rows[at % rows.length] ?? 0;
    output.set(features.subarray(row * VOICE_BANDS, (row + 1) * VOICE_BANDS), at * VOICE_BANDS);
  }
  return { rows: length, features: output };
}
