export interface SplitSentencesParams {
  readonly text: string;
  readonly language: string;
  /** Tokens of a text, as the model counts them. */
  readonly count: (text: string) => number;
  readonly mostTokens: number;
}

/** A sentence of fewer signs cannot have too many tokens: counting them is saved. */
const SURELY_SHORT = 100;

/**
 * The sentences of a text, trimmed: translators of this kind were trained on one sentence at a time. A sentence too long
 * for the model is cut where it pauses, nearest to its middle; nothing is left out.
 */
export function splitSentences({ text, language, ...limits }: SplitSentencesParams): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return [...segmenter.segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '')
    .flatMap((sentence) => cutLong(sentence, limits));
}

type Limits = Pick<SplitSentencesParams, 'count' | 'mostTokens'>;

function cutLong(text: string, limits: Limits): readonly string[] {
  if (text.length <= SURELY_SHORT || limits.count(text) <= limits.mostTokens) return [text];
  const cut =
    nearestToMiddle(text, /[,;:،、，；：–—]+/gu) ?? nearestToMiddle(text, /\s+/gu) ?? Math.ceil(text.length / 2);
  return [text.slice(0, cut), text.slice(cut)]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => cutLong(part, limits));
}

/** The place behind the mark nearest to the middle; none near the edges, so that halves stay halves. */
function nearestToMiddle(text: string, mark: RegExp): number | undefined {
  const middle = text.length / 2;
  const places = [...text.matchAll(mark)]
    .map(({ index, 0: found }) => index + found.length)
    .filter((place) => place > middle / 2 && place < 1.5 * middle);
  return places.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
}
