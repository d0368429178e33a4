/** How found cuts agree with marked ones. */
export interface CutAgreement {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly missedMs: readonly number[];
  readonly inventedMs: readonly number[];
}

/** Measures found cuts against hand-marked ones; a found cut counts once, within the tolerance in ms. */
export function compareCuts(found: readonly number[], marked: readonly number[], toleranceMs = 60): CutAgreement {
  const left = [...found].sort((a, b) => a - b);
  const missedMs: number[] = [];
  for (const mark of marked) {
    const near = left.findIndex((cut) => Math.abs(cut - mark) <= toleranceMs);
    if (near < 0) missedMs.push(mark);
    else left.splice(near, 1);
  }
  const hits = marked.length - missedMs.length;
  const precision = found.length === 0 ? 1 : hits / found.length;
  const recall = marked.length === 0 ? 1 : hits / marked.length;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, missedMs, inventedMs: left };
}
