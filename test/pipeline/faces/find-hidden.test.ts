import { describe, expect, it } from 'vitest';
import { findHidden } from '../../../pipeline/faces/find-hidden.js';

/** Thumbnails of a mouth that opens and closes, and of a hand with a pattern of its own. */
const mouth = (open: number) =>
  Float32Array.from({ length: 144 }, (_, at) => 0.6 - (Math.abs(Math.floor(at / 12) - 6) <= 1 + open ? 0.25 : 0));
const hand = Float32Array.from({ length: 144 }, (_, at) => 0.5 + 0.2 * Math.sin(at % 12));

describe('seeing what hides a mouth', () => {
  it('tells a hand from a mouth that speaks', () => {
    const views = Array.from({ length: 60 }, (_, frame) => ({
      yawDegrees: 3,
      thumbnail: frame >= 20 && frame < 30 ? hand : mouth((frame % 4) / 2),
    }));
    const hidden = findHidden(views);
    expect(hidden.flatMap((isHidden, frame) => (isHidden ? [frame] : []))).toEqual([
      ...[20, 21, 22, 23, 24, 25, 26, 27, 28, 29],
    ]);
  });

  it('takes a turned head, which looks different, for nothing hidden', () => {
    const views = Array.from({ length: 60 }, (_, frame) => ({
      yawDegrees: frame < 30 ? 0 : 35,
      thumbnail: frame < 30 ? mouth(1) : hand,
    }));
    expect(findHidden(views)).not.toContain(true);
  });

  it('judges nothing by a handful of frames', () => {
    const views = [mouth(0), mouth(1), hand].map((thumbnail) => ({ yawDegrees: 0, thumbnail }));
    expect(findHidden(views)).toEqual([false, false, false]);
    expect(findHidden([])).toEqual([]);
  });
});
