import type { MouthLine } from '../../../pipeline/contracts/mouth-script.js';
import { paceSpeech } from '../../../pipeline/sound/pace-speech.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { loadNaturalSpeech } from '../sound/load-speech.js';

export interface LaySpeechParams {
  readonly lines: readonly MouthLine[];
  /** The file of a line's input. */
  readonly fetch: (input: string) => Promise<string>;
  /** The stretch of the job's timeline that is wanted, in ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** What renderers of mouths hear. */
const RATE_HZ = 16_000;

/** The lines where they are spoken, and silence between them: mono, 16 kHz. Fails with `source-damaged`. */
export async function laySpeech({ lines, fetch, fromMs, toMs }: LaySpeechParams): Promise<Float32Array> {
  const laid = new Float32Array(Math.max(0, Math.ceil(((toMs - fromMs) * RATE_HZ) / 1000)));
  for (const { speech, startMs, endMs } of lines) {
    if (speech === undefined || endMs < fromMs || startMs > toMs) continue;
    const { samples, sampleRateHz } = await loadNaturalSpeech(await fetch(speech.input));
    const paced = paceSpeech({ samples, sampleRateHz, rate: speech.rate, pauses: speech.pauses });
    const heard = resample({ samples: paced, fromHz: sampleRateHz, toHz: RATE_HZ });
    const start = Math.round(((startMs - fromMs) * RATE_HZ) / 1000);
    for (let at = Math.max(0, -start); at < heard.length && start + at < laid.length; at++) {
      laid[start + at] = (laid[start + at] ?? 0) + (heard[at] ?? 0);
    }
  }
  return laid;
}
