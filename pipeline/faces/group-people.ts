/** A track as far as telling people apart needs it. */
export interface Look {
  readonly part: number;
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly identity: readonly number[];
}

/**
 * Two faces are of one person from this cosine on. Of single frames of eight faces in 2145 pairs, those of one person
 * began at 0.54 and those of two ended at 0.50.
 */
const SAME = 0.5;
/** Tracks that are seen together for more frames than this are two people. */
const TOGETHER = 3;

/**
 * Which tracks show the same person: indices, in groups, in the order of their first track. The likest groups are joined
 * first (mean cosine between their tracks), and never two that are in one picture.
 */
export function groupPeople(looks: readonly Look[]): readonly (readonly number[])[] {
  const vectors = looks.map(({ identity }) => unit(identity));
  const links = looks.map((a, row) =>
    Float64Array.from(looks, (b, column) =>
      row === column || areTogether(a, b) ? -Infinity : dot(vectors[row] ?? a.identity, vectors[column] ?? b.identity),
    ),
  );
  const groups: (number[] | undefined)[] = looks.map((_, index) => [index]);
  const nearest = links.map(likest);
  for (;;) {
    const a = nearest.reduce((best, _, row) => (linkOf(row) > linkOf(best) ? row : best), 0);
    const b = nearest[a] ?? -1;
    if (groups.length === 0 || !(linkOf(a) >= SAME)) break;
    join(a, b);
    links.forEach((row, index) => {
      if (index === a || nearest[index] === a || nearest[index] === b) nearest[index] = likest(row);
    });
  }
  return groups.filter((group) => group !== undefined).map((group) => group.toSorted((x, y) => x - y));

  function linkOf(row: number): number {
    return links[row]?.[nearest[row] ?? -1] ?? -Infinity;
  }
  /** The mean over all pairs of the joined group follows from the means of its halves. */
  function join(a: number, b: number): void {
    const [one, other] = [groups[a] ?? [], groups[b] ?? []];
    links.forEach((row, index) => {
      const mean = (one.length * (row[a] ?? 0) + other.length * (row[b] ?? 0)) / (one.length + other.length);
      row[a] = index === a || index === b ? -Infinity : mean;
      row[b] = -Infinity;
    });
    links[a] = Float64Array.from(links, (row) => row[a] ?? -Infinity);
    links[b]?.fill(-Infinity);
    groups[a] = [...one, ...other];
    groups[b] = undefined;
  }
}

function likest(row: Float64Array): number {
  return row.reduce((best, value, index) => (value > (row[best] ?? 0) ? index : best), 0);
}

function areTogether(a: Look, b: Look): boolean {
  return a.part === b.part && Math.min(a.endFrame, b.endFrame) - Math.max(a.firstFrame, b.firstFrame) > TOGETHER;
}

function unit(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
