/**
 * Whether a Node version meets an `engines` range made of `^a.b.c` and `>=a.b.c` joined by `||`.
 * Written out because set-up runs before any package is installed.
 * @param {string} version
 * @param {string} range
 */
export function isSupportedNode(version, range) {
  const have = numbers(version);
  return range.split('||').some((part) => {
    const want = numbers(part);
    const isRecent = compare(have, want) >= 0;
    return part.trim().startsWith('^') ? isRecent && have[0] === want[0] : isRecent;
  });
}

/** @param {string} text */
function numbers(text) {
  return (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}

/**
 * @param {readonly number[]} left
 * @param {readonly number[]} right
 */
function compare(left, right) {
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
