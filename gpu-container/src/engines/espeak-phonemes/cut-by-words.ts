/** Rewards of an alignment: gaps between words found again weigh most, they are what is looked for. */
const SAME_GAP = 3;
const SAME_SOUND = 2;
const OTHER_SOUND = -1;
const SKIPPED = -1;
/** Signs that belong to the sound before them; a word never begins with one. */
const TRAILING = /[\p{M}ː^ʰʲ-]/u;

/**
 * Cuts what espeak-ng made of a whole clause into its words, whatever it ran together (`ʌvðə` of “of the”) or took
 * apart (the three words of `1990`): aligned with the words read one by one. One piece per word, in order; pieces joined
 * give the clause.
 */
export function cutByWords(clause: string, words: readonly string[]): readonly string[] {
  if (words.length < 2) return words.length === 0 ? [] : [clause];
  const whole = [...clause];
  const places = align(whole, [...words.join(' ')]);
  let at = -1;
  const cuts = words.slice(0, -1).map((word) => {
    at += [...word].length + 1;
    return places[at] ?? whole.length;
  });
  const bounds = [0, ...cuts.map((cut) => soundStart(whole, cut)), whole.length];
  return words.map((_, index) => {
    const from = Math.max(...bounds.slice(0, index + 1));
    return whole.slice(from, Math.max(from, bounds[index + 1] ?? from)).join('');
  });
}

function soundStart(letters: readonly string[], cut: number): number {
  let at = cut;
  while (at < letters.length && (TRAILING.test(letters[at] ?? '') || letters[at - 1] === '^')) at += 1;
  return at;
}

/** For each sign of `parts`, the place in `whole` where it is found (Needleman and Wunsch, 1970). */
function align(whole: readonly string[], parts: readonly string[]): readonly number[] {
  const width = parts.length + 1;
  const scores = new Int32Array((whole.length + 1) * width);
  const score = (row: number, column: number): number => scores[row * width + column] ?? 0;
  const pair = (row: number, column: number): number => {
    if (whole[row] !== parts[column]) return OTHER_SOUND;
    return whole[row] === ' ' ? SAME_GAP : SAME_SOUND;
  };
  for (let column = 1; column < width; column++) scores[column] = column * SKIPPED;
  for (let row = 1; row <= whole.length; row++) {
    scores[row * width] = row * SKIPPED;
    for (let column = 1; column < width; column++)
      scores[row * width + column] = Math.max(
        score(row - 1, column - 1) + pair(row - 1, column - 1),
        score(row - 1, column) + SKIPPED,
        score(row, column - 1) + SKIPPED,
      );
  }
  const places = new Array<number>(parts.length).fill(0);
  let row = whole.length;
  for (let column = parts.length; column > 0; ) {
    if (row > 0 && score(row, column) === score(row - 1, column - 1) + pair(row - 1, column - 1)) {
      row -= 1;
      column -= 1;
      places[column] = row;
    } else if (row > 0 && score(row, column) === score(row - 1, column) + SKIPPED) row -= 1;
    else {
      column -= 1;
      places[column] = row;
    }
  }
  return places;
}
