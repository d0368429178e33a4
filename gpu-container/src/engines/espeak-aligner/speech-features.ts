import { melCepstra } from '../../../../pipeline/sound/mel-cepstra.js';

/** Cepstral coefficients per frame, loudness left out: recording and model are differently loud. */
const COEFFICIENTS = 13;

/** Features of a mono sound, one vector per hop, each coefficient set to mean 0 and deviation 1 over `counts` frames. */
export function speechFeatures(samples: Float32Array, sampleRateHz: number, hopMs: number): readonly Float64Array[] {
  return melCepstra({ samples, sampleRateHz, coefficients: COEFFICIENTS, hopMs }).map((row) => row.subarray(1));
}

/** Levels features over the frames that count (speech), so that microphone and voice matter less. */
export function normalizeFeatures(
  frames: readonly Float64Array[],
  counts: (frame: number) => boolean,
): readonly Float64Array[] {
  const speech = frames.filter((_frame, at) => counts(at));
  const basis = speech.length > 1 ? speech : frames;
  const width = frames[0]?.length ?? 0;
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (const frame of basis)
    frame.forEach((value, index) => {
      mean[index] = (mean[index] ?? 0) + value / basis.length;
    });
  for (const frame of basis) {
    frame.forEach((value, index) => {
      deviation[index] = (deviation[index] ?? 0) + (value - (mean[index] ?? 0)) ** 2 / basis.length;
    });
  }
  return frames.map((frame) =>
    frame.map((value, index) => (value - (mean[index] ?? 0)) / Math.sqrt(Math.max(1e-9, deviation[index] ?? 1))),
  );
}
