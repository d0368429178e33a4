import type { UnitSpec } from '../contracts/unit.js';

/** Characters a second of speech comes to, translated: 15 to 18 in the measured jobs, Spanish and French. */
export const charactersPerSecond = 17;
/** What one character of these scripts says takes about three letters of others: a guess, and no more is made of it. */
const wideScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const lettersOfWide = 3;
/** Pictures a second of the measured jobs: 25 to 30. Twice as many pictures are twice the work. */
const picturesPerSecond = 25;

/**
 * How much work a unit is, as seconds of sound to speak or to cut, or of pictures to look at or make, from what is known
 * before it runs. Undefined for units that are their stage as a whole.
 */
export function unitSeconds({ params }: Pick<UnitSpec, 'params'>): number | undefined {
  const { text, firstFrame, endFrame, spans } = params;
  if (typeof text === 'string') {
    const wide = text.match(wideScripts)?.length ?? 0;
    return (text.length + wide * (lettersOfWide - 1)) / charactersPerSecond;
  }
  if (typeof firstFrame === 'number' && typeof endFrame === 'number') {
    return Math.max(0, endFrame - firstFrame) / picturesPerSecond;
  }
  return Array.isArray(spans) ? spans.reduce<number>((sum, span) => sum + spanSeconds(span), 0) : undefined;
}

function spanSeconds(span: unknown): number {
  if (typeof span !== 'object' || span === null || !('startMs' in span) || !('endMs' in span)) return 0;
  const { startMs, endMs } = span;
  return typeof startMs === 'number' && typeof endMs === 'number' ? Math.max(0, endMs - startMs) / 1000 : 0;
}
