import { resample } from '../../../pipeline/sound/resample.js';
import { abortError } from '../process/abort-error.js';
import { createWavWriter } from './create-wav-writer.js';
import { openProgramme } from './open-programme.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface WriteListeningCopyParams {
  /** 48 kHz mono or stereo WAV. */
  readonly programmePath: string;
  /** Mono 16 kHz 16-bit WAV, replaced if it exists. */
  readonly speechPath: string;
  readonly signal: AbortSignal;
}

const LISTENING_RATE_HZ = 16_000;
const RATIO = PROGRAMME_RATE_HZ / LISTENING_RATE_HZ;
/** A multiple of the ratio, so that pieces meet without a gap. */
const PIECE_FRAMES = 480_000;
/** More than the resampler looks to either side; a multiple of the ratio. */
const MARGIN_FRAMES = 480;

/** Writes a programme the way recognizers listen. Fails with `source-damaged`, `cancelled`. */
export async function writeListeningCopy({
  programmePath,
  speechPath,
  signal,
}: WriteListeningCopyParams): Promise<void> {
  const reader = await openProgramme(programmePath);
  const writer = await createWavWriter({
    path: speechPath,
    sampleRateHz: LISTENING_RATE_HZ,
    channels: 1,
    format: 's16',
  });
  try {
    for (let start = 0; start < reader.frames; start += PIECE_FRAMES) {
      if (signal.aborted) throw abortError(signal, 'Listening');
      const before = Math.min(start, MARGIN_FRAMES);
      const length = Math.min(PIECE_FRAMES, reader.frames - start);
      const [left = new Float32Array(0), right = left] = await reader.readAt(
        start - before,
        before + length + MARGIN_FRAMES,
      );
      const mono = left.map((sample, i) => (sample + (right[i] ?? 0)) / 2);
      const slow = resample({ samples: mono, fromHz: PROGRAMME_RATE_HZ, toHz: LISTENING_RATE_HZ });
      await writer.write([slow.subarray(before / RATIO, before / RATIO + Math.ceil(length / RATIO))]);
    }
  } finally {
    await Promise.all([reader.close(), writer.close()]);
  }
}
