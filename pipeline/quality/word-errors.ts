/** How a recognized text differs from the true one, in words. `rate` = errors / words of the truth. */
export interface WordErrors {
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
  readonly referenceWords: number;
  readonly rate: number;
}

/**
 * Words as they are compared: lower case, no marks, no accents of typography ("Don’t" = "don't", "cold-hearted" = two
 * words). Works for any script that separates words; digits stay digits.
 */
export function normalizeWords(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}' ]+/gu, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter((word) => word !== '');
}

/** One way to turn the reference into the hypothesis, by its counts. */
interface Path {
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
}

const errorsOf = (path: Path): number => path.substitutions + path.deletions + path.insertions;
const best = (paths: readonly Path[]): Path =>
  paths.reduce((least, path) => (errorsOf(path) < errorsOf(least) ? path : least));

/** Compares a recognized text with the true one by the fewest word edits. An empty truth has the rate of its insertions. */
export function countWordErrors(reference: string, hypothesis: string): WordErrors {
  const truth = normalizeWords(reference);
  const heard = normalizeWords(hypothesis);
  let row: Path[] = Array.from({ length: heard.length + 1 }, (_, insertions) => ({
    substitutions: 0,
    deletions: 0,
    insertions,
  }));
  truth.forEach((word, at) => {
    const next: Path[] = [{ substitutions: 0, deletions: at + 1, insertions: 0 }];
    heard.forEach((other, index) => {
      const [diagonal, above, left] = [row[index], row[index + 1], next[index]];
      if (diagonal === undefined || above === undefined || left === undefined) return;
      next.push(
        best([
          word === other ? diagonal : { ...diagonal, substitutions: diagonal.substitutions + 1 },
          { ...above, deletions: above.deletions + 1 },
          { ...left, insertions: left.insertions + 1 },
        ]),
      );
    });
    row = next;
  });
  const path = row.at(-1) ?? { substitutions: 0, deletions: 0, insertions: 0 };
  return { ...path, referenceWords: truth.length, rate: errorsOf(path) / Math.max(1, truth.length) };
}
