import type { Cue, CueLine } from '../model/cue.js';
import { lineText } from '../model/cue-text.js';

/** Two sets of cues of the same programme. */
export interface MergeBilingualParams {
  /** Times come from these. */
  readonly primary: readonly Cue[];
  readonly secondary: readonly Cue[];
  /** Which language stands above. */
  readonly above?: 'primary' | 'secondary' | undefined;
}

const overlapMs = (a: Cue, b: Cue): number => Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs);

/** One line a language where it has several: four lines would cover the picture. */
const oneLine = (lines: readonly CueLine[]): CueLine =>
  lines.flatMap((line, index) => {
    const [first, ...rest] = line;
    const isTight = /[\u3000-\u9fff\uff00-\uffef]$/u.test(lineText(lines[index - 1] ?? []));
    return index === 0 || first === undefined
      ? [...line]
      : [{ ...first, text: (isTight ? '' : ' ') + first.text }, ...rest];
  });

const bestPartner = (cue: Cue, primary: readonly Cue[], from: number): number => {
  let best = -1;
  let bestMs = 0;
  for (let index = from; index < primary.length; index++) {
    const candidate = primary[index];
    if (candidate === undefined || candidate.startMs >= cue.endMs) break;
    const shared = overlapMs(cue, candidate);
    if (shared > bestMs) {
      best = index;
      bestMs = shared;
    }
  }
  return best;
};

/**
 * Two languages in one track: each cue of the second language joins the cue of the first it shares most time with, one
 * line a language; what shares time with none stays a cue of its own. No text is lost.
 */
export function mergeBilingual({ primary, secondary, above = 'primary' }: MergeBilingualParams): Cue[] {
  const partners = new Map<number, CueLine[]>();
  const alone: Cue[] = [];
  let from = 0;
  for (const cue of [...secondary].sort((a, b) => a.startMs - b.startMs)) {
    while (from < primary.length && (primary[from]?.endMs ?? 0) <= cue.startMs) from++;
    const index = bestPartner(cue, primary, from);
    if (index < 0) alone.push(cue);
    else partners.set(index, [...(partners.get(index) ?? []), ...cue.lines]);
  }
  const merged = primary.map((cue, index): Cue => {
    const other = partners.get(index);
    if (other === undefined) return cue;
    const pair = [oneLine(cue.lines), oneLine(other)];
    return { ...cue, lines: above === 'primary' ? pair : pair.reverse() };
  });
  return [...merged, ...alone].sort((a, b) => a.startMs - b.startMs);
}
