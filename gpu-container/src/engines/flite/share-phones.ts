/**
 * Shares the phones of a sentence out among its words, given how each word sounds alone. Said together, words change a
 * little ("the" before a vowel), so this is an alignment of least edits. Returns, per word, the first phone of the
 * sentence that is its own and the one after its last.
 */
export function sharePhones(
  sentence: readonly string[],
  words: ReadonlyArray<readonly string[]>,
): ReadonlyArray<{ readonly from: number; readonly to: number }> {
  const alone = words.flat();
  const owner = alignPhones(sentence, alone);
  let first = 0;
  let from = 0;
  return words.map((word, at) => {
    first += word.length;
    const isLast = at === words.length - 1;
    const end = isLast ? sentence.length : owner.findIndex((position, index) => index >= from && position >= first);
    const span = { from, to: end < 0 ? sentence.length : Math.max(from, end) };
    from = span.to;
    return span;
  });
}

/** For each phone of the sentence, the position in `alone` it stands for (or would be inserted before). */
function alignPhones(sentence: readonly string[], alone: readonly string[]): readonly number[] {
  const columns = alone.length + 1;
  const cost = new Float64Array((sentence.length + 1) * columns);
  const at = (row: number, column: number): number => cost[row * columns + column] ?? 0;
  for (let column = 0; column < columns; column++) cost[column] = column;
  for (let row = 1; row <= sentence.length; row++) {
    cost[row * columns] = row;
    for (let column = 1; column < columns; column++) {
      const swap = sentence[row - 1] === alone[column - 1] ? 0 : 1;
      cost[row * columns + column] = Math.min(
        at(row - 1, column - 1) + swap,
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
      );
    }
  }
  const owner = new Array<number>(sentence.length).fill(0);
  let column = alone.length;
  for (let row = sentence.length; row > 0; ) {
    const swap = column > 0 && sentence[row - 1] === alone[column - 1] ? 0 : 1;
    if (column > 0 && at(row, column) === at(row - 1, column - 1) + swap) owner[--row] = --column;
    else if (column > 0 && at(row, column) === at(row, column - 1) + 1) column--;
    else owner[--row] = Math.max(0, column - 1);
  }
  return owner;
}
