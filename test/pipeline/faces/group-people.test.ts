import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupPeople, type Look } from '../../../pipeline/faces/group-people.js';

const look = (part: number, firstFrame: number, identity: readonly number[]): Look => ({
  part,
  firstFrame,
  endFrame: firstFrame + 50,
  identity,
});
const [anna, ben, carl] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

describe('telling people apart', () => {
  it('joins the tracks of one face across shots and parts', () => {
    const looks = [look(0, 0, anna), look(0, 0, ben), look(0, 100, [0.9, 0.3, 0.1]), look(1, 0, [0.1, 0.95, 0])];
    expect(groupPeople(looks)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('never takes two faces in one picture for one person, however alike', () => {
    expect(groupPeople([look(0, 0, anna), look(0, 20, anna)])).toEqual([[0], [1]]);
    expect(groupPeople([look(0, 0, anna), look(0, 60, anna)])).toEqual([[0, 1]]);
  });

  it('keeps strangers apart, and nobody out of nobody', () => {
    expect(groupPeople([look(0, 0, anna), look(0, 100, ben), look(0, 200, carl)])).toEqual([[0], [1], [2]]);
    expect(groupPeople([])).toEqual([]);
  });

  it('puts every track into exactly one group, and joins as the slow way does', () => {
    const looks = fc.array(
      fc.record({
        part: fc.integer({ min: 0, max: 2 }),
        firstFrame: fc.integer({ min: 0, max: 300 }),
        identity: fc.tuple(
          fc.double({ min: 0, max: 1 }),
          fc.double({ min: 0, max: 1 }),
          fc.double({ min: 0.01, max: 1 }),
        ),
      }),
      { maxLength: 12 },
    );
    const plain = (given: readonly { part: number; firstFrame: number; identity: readonly number[] }[]) =>
      given.map((each) =>
        look(
          each.part,
          each.firstFrame,
          each.identity.map((value) => (Number.isNaN(value) ? 0 : value)),
        ),
      );
    fc.assert(
      fc.property(looks, (given) => {
        const groups = groupPeople(plain(given));
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual(given.map((_, index) => index));
        expect(groups.length).toBe(slowly(plain(given)));
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

/** How many groups are left when the likest two are joined again and again, every mean taken anew. */
function slowly(looks: readonly Look[]): number {
  const unit = (v: readonly number[]) => v.map((x) => x / Math.hypot(...v));
  const likeness = (a: Look, b: Look): number =>
    a.part === b.part && Math.min(a.endFrame, b.endFrame) - Math.max(a.firstFrame, b.firstFrame) > 3
      ? Number.NEGATIVE_INFINITY
      : unit(a.identity).reduce((sum, value, at) => sum + value * (unit(b.identity)[at] ?? 0), 0);
  let groups = looks.map((each) => [each]);
  for (;;) {
    const pairs = groups.flatMap((a, x) => groups.slice(x + 1).map((b, y) => ({ a, b, x, y: x + 1 + y })));
    const rated = pairs.map((pair) => {
      const all = pair.a.flatMap((one) => pair.b.map((other) => likeness(one, other)));
      return { ...pair, mean: all.reduce((sum, value) => sum + value, 0) / all.length };
    });
    const best = rated.toSorted((p, q) => q.mean - p.mean)[0];
    if (best === undefined || !(best.mean >= 0.5)) return groups.length;
    groups = [...groups.filter((_, at) => at !== best.x && at !== best.y), [...best.a, ...best.b]];
  }
}
