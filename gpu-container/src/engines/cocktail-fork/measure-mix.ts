import type { ReadableSound } from '../../../../pipeline/ports/source-separator.js';
import { createLoudnessMeter, SILENCE_LUFS } from '../../../../pipeline/sound/create-loudness-meter.js';
import { abortError } from '../../process/abort-error.js';

const BLOCK_FRAMES = 262_144;

/** Integrated loudness in LUFS after BS.1770-4, a block at a time; undefined for silence. Fails with `cancelled`. */
export async function measureMix(mix: ReadableSound, signal: AbortSignal): Promise<number | undefined> {
  const meter = createLoudnessMeter({ sampleRateHz: mix.sampleRateHz, channels: mix.channels });
  for (let at = 0; at < mix.frames; at += BLOCK_FRAMES) {
    if (signal.aborted) throw abortError(signal, 'Separation');
    meter.push(await mix.readAt(at, BLOCK_FRAMES));
  }
  const { integratedLufs } = meter.result();
  return integratedLufs > SILENCE_LUFS ? integratedLufs : undefined;
}
