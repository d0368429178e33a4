import { LISTED_VOICES } from './listed-voices.js';
import type { SpokenSsml } from './read-ssml.js';

const MS_PER_CHARACTER = 20;
const RATE_HZ = 24_000;
const SILENCE_MS = 100;
const LONGEST_MS = 600_000;
const TICKS_PER_MS = 10_000;
/** Mouth positions of some letters; every other letter is a tongue behind the teeth. */
const VISEMES: Readonly<Record<string, number>> = { a: 2, e: 4, i: 6, o: 8, u: 7, m: 21, b: 21, p: 21, s: 15, f: 18 };

/** An utterance as the service would send it: 24 kHz mono PCM, and what it tells of it (times in 100 ns). */
export interface ToneSpeech {
  readonly pcm: Buffer;
  readonly metadata: readonly object[];
}

/** Speaks a tone as long as the text, ten minutes at most, in a little silence; every sign takes its 20 ms. */
export function speakTone({ voice, text, pitchHz, durationMs }: SpokenSsml): ToneSpeech {
  const said = /[\p{L}\p{N}]/u.test(text) ? text.trim() : '';
  const naturalMs = said.length * MS_PER_CHARACTER;
  const scale = durationMs === undefined ? 1 : Math.min(2, Math.max(0.5, durationMs / naturalMs));
  const gender = LISTED_VOICES.find((listed) => listed.ShortName === voice)?.Gender;
  const hz = pitchHz ?? (gender === 'Male' ? 120 : 200);
  const samples = new Int16Array((Math.min(LONGEST_MS, naturalMs * scale + 2 * SILENCE_MS) * RATE_HZ) / 1000);
  const from = (RATE_HZ * SILENCE_MS) / 1000;
  for (let at = from; at < samples.length - from; at++)
    samples[at] = 9000 * Math.sin((2 * Math.PI * hz * (at - from)) / RATE_HZ + 1);
  const ticks = (characters: number): number =>
    Math.round((SILENCE_MS + characters * MS_PER_CHARACTER * scale) * TICKS_PER_MS);
  return { pcm: Buffer.from(samples.buffer), metadata: [...words(said, ticks), ...visemes(said, ticks)] };
}

function words(said: string, ticks: (characters: number) => number): object[] {
  return [...said.matchAll(/[\p{Script=Han}]{1,2}|[\p{L}\p{N}'’]+|[^\p{L}\p{N}\s]/gu)].map(({ 0: text, index }) => ({
    Type: 'WordBoundary',
    Data: {
      Offset: ticks(index),
      Duration: ticks(index + text.length) - ticks(index),
      text: {
        ...{ Text: text, Length: text.length },
        BoundaryType: /[\p{L}\p{N}]/u.test(text) ? 'WordBoundary' : 'PunctuationBoundary',
      },
    },
  }));
}

function visemes(said: string, ticks: (characters: number) => number): object[] {
  const ids = [...said].map((sign) => (/[\p{L}\p{N}]/u.test(sign) ? (VISEMES[sign.toLowerCase()] ?? 19) : 0));
  return [0, ...ids, 0].map((VisemeId, at) => ({
    Type: 'Viseme',
    Data: { Offset: at === 0 ? 0 : ticks(at - 1), VisemeId, IsLastAnimation: true },
  }));
}
