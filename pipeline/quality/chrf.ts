const MAX_ORDER = 6;
/** Recall counts four times as much as precision: the usual chrF2. */
const BETA_SQUARED = 4;

/** Counts of one n-gram order, summed over the corpus. */
interface OrderCounts {
  hypothesis: number;
  reference: number;
  matched: number;
}

function countNgrams(characters: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + order <= characters.length; at++) {
    const ngram = characters.slice(at, at + order).join('');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

function addPair(totals: readonly OrderCounts[], hypothesis: string, reference: string): void {
  const [ours, theirs] = [hypothesis, reference].map((text) => [...text.normalize('NFC').replace(/\s+/gu, '')]);
  totals.forEach((total, index) => {
    const oursCounted = countNgrams(ours ?? [], index + 1);
    const theirsCounted = countNgrams(theirs ?? [], index + 1);
    total.hypothesis += sum(oursCounted);
    total.reference += sum(theirsCounted);
    for (const [ngram, count] of oursCounted) total.matched += Math.min(count, theirsCounted.get(ngram) ?? 0);
  });
}

/**
 * Corpus chrF2 (0…100): how well character n-grams of up to six letters agree, white space left out
 * (Popović 2015; the definition of sacreBLEU's default). Both lists have the same length.
 */
export function chrF(hypotheses: readonly string[], references: readonly string[]): number {
  if (hypotheses.length !== references.length) throw new RangeError('chrF needs one reference per hypothesis');
  const totals = Array.from({ length: MAX_ORDER }, (): OrderCounts => ({ hypothesis: 0, reference: 0, matched: 0 }));
  for (const [at, hypothesis] of hypotheses.entries()) addPair(totals, hypothesis, references[at] ?? '');
  const effective = totals.filter((total) => total.hypothesis > 0 && total.reference > 0);
  if (effective.length === 0) return 0;
  const mean = (ratio: (total: OrderCounts) => number): number =>
    effective.reduce((result, total) => result + ratio(total), 0) / effective.length;
  const precision = mean((total) => total.matched / total.hypothesis);
  const recall = mean((total) => total.matched / total.reference);
  if (precision + recall === 0) return 0;
  return (100 * (1 + BETA_SQUARED) * precision * recall) / (BETA_SQUARED * precision + recall);
}
