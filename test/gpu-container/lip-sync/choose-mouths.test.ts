import { describe, expect, it } from 'vitest';
import { chooseMouths } from '../../../gpu-container/src/lip-sync/choose-mouths.js';
import { crossFade } from '../../../gpu-container/src/lip-sync/cross-fade.js';
import type { MouthTraits } from '../../../gpu-container/src/lip-sync/describe-mouth.js';
import { fadeStrengths } from '../../../gpu-container/src/lip-sync/fade-strengths.js';
import { judgeLibrary } from '../../../gpu-container/src/lip-sync/judge-library.js';
import { reachOfMouth } from '../../../gpu-container/src/lip-sync/reach-of-mouth.js';

const range = { closedOpen: 0, wideOpen: 0.2, restWidth: 0.6, roundedBy: 0.08, spreadBy: 0.05 };
const traits = (open: number, more: Partial<MouthTraits> = {}): MouthTraits => ({
  ...{ open, width: 0.6, noseSide: 0, noseDown: 0.5, jaw: 0.9 + open, roll: 0, eyeDistancePx: 100 },
  ...more,
});

/** Two takes: the first opens and closes the mouth, the second does the same with the head turned away. */
const gaps = [0, 0.05, 0.1, 0.15, 0.2, 0.15, 0.1, 0.05, 0];
const library = [...gaps.map((open) => traits(open)), ...gaps.map((open) => traits(open, { noseSide: 0.3 }))].map(
  (each, at) => ({ traits: each, followsPrevious: at % gaps.length !== 0 }),
);

describe('choosing mouths', () => {
  it('follows the library where it says what is wanted', () => {
    const frames = gaps.map((open) => ({ traits: traits(0), target: { open, width: 0.6 } }));
    expect(chooseMouths({ library, frames, range })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes the take that has the pose of the frame', () => {
    const frames = gaps.map((open) => ({ traits: traits(0, { noseSide: 0.3 }), target: { open, width: 0.6 } }));
    expect(chooseMouths({ library, frames, range }).every((mouth) => mouth >= gaps.length)).toBe(true);
  });

  it('jumps when the dub wants something else', () => {
    const wanted = [0, 0, 0, 0.2, 0.2, 0.2];
    const frames = wanted.map((open) => ({ traits: traits(0), target: { open, width: 0.6 } }));
    const shown = chooseMouths({ library, frames, range }).map((mouth) => library[mouth]?.traits.open ?? 0);
    wanted.forEach((open, at) => {
      expect(Math.abs((shown[at] ?? 0) - open)).toBeLessThan(0.08);
    });
  });
});

describe('fading at a jump', () => {
  const follows = (mouth: number) => mouth > 0 && mouth < 20;
  const fade = (unlikeness: (a: number, b: number) => number) =>
    crossFade({ path: [3, 4, 5, 15, 16], size: 20, follows, unlikeness });

  it('lets the mouth before go on, and the mouth after begin earlier', () => {
    expect(fade(() => 0).map((shares) => shares.map(({ mouth }) => mouth))).toEqual([[3], [4], [5, 14], [15, 6], [16]]);
  });

  it('always shows most of the mouth that was chosen, all shares together one', () => {
    for (const shares of fade(() => 0.2)) {
      expect(shares[0]?.share).toBeGreaterThan(0.5);
      expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('never shows two mouths that would be seen as two', () => {
    expect(fade(() => 1).every((shares) => shares.length === 1)).toBe(true);
  });
});

describe('how far a mouth can be bent', () => {
  it('closes a mouth that is a little open', () => {
    expect(reachOfMouth({ open: 0.06, width: 0.6 }, { open: 0, width: 0.6 }, range).open).toBe(0);
  });

  it('does not open a closed one, which has nothing inside to show', () => {
    expect(reachOfMouth({ open: 0, width: 0.6 }, { open: 0.2, width: 0.6 }, range).open).toBe(0);
  });
});

describe('judging a library', () => {
  const targets = [0, 0.1, 0.2].map((open) => ({ open, width: 0.6 }));

  it('is content when the mouths come near', () => {
    expect(judgeLibrary({ range, libraryFrames: 100, targets, reached: targets })).toBeUndefined();
  });

  it.each([
    ['holds too few frames', { libraryFrames: 10, reached: targets, range }],
    ['never opens', { libraryFrames: 100, reached: targets, range: { ...range, wideOpen: 0.02 } }],
    ['has not the shapes', { libraryFrames: 100, reached: targets.map(() => ({ open: 0, width: 0.6 })), range }],
  ])('says so when it %s', (_, rest) => {
    expect(judgeLibrary({ targets, ...rest })).toBe('too-few-mouth-shapes');
  });
});

describe('how strongly a new mouth shows', () => {
  it('comes and goes over frames, and is nothing where the mouth is hidden', () => {
    const isUsable = Array.from({ length: 20 }, (_, at) => at !== 10);
    const strengths = fadeStrengths({ isUsable, fadesIn: true, fadesOut: true });
    expect(strengths[10]).toBe(0);
    expect(strengths[0]).toBeGreaterThan(0);
    expect(strengths[0]).toBeLessThan(0.3);
    expect(strengths[5]).toBe(1);
    expect(Math.max(...strengths.slice(1).map((value, at) => Math.abs(value - (strengths[at] ?? 0))))).toBeLessThan(
      0.4,
    );
  });

  it('is there at once at a cut', () => {
    expect(fadeStrengths({ isUsable: [true, true], fadesIn: false, fadesOut: false })).toEqual([1, 1]);
  });
});
