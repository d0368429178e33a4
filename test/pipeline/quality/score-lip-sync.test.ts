import { describe, expect, it } from 'vitest';
import { scoreLipSync } from '../../../pipeline/quality/score-lip-sync.js';
import { makeTalk, type Talk } from './talk.js';

const score = (seen: Talk, heard: Talk = seen) => scoreLipSync({ mouths: [seen], sound: heard });

describe('scoreLipSync', () => {
  it('praises a mouth with its own sound', () => {
    const found = score(makeTalk({ seed: 1, seconds: 10 }));

    expect(found.verdict).toBe('in-sync');
    expect(found.correlation).toBeGreaterThan(0.4);
    expect(Math.abs(found.offsetMs)).toBeLessThan(20);
    expect(found.speechMs).toBe(10_000);
  });

  it.each([-8, -5, -3, -2, 2, 3, 5, 8])('finds a shift of %i frames within one frame', (frames) => {
    const found = score(makeTalk({ seed: 2, seconds: 10, soundLateMs: frames * 40 }));

    expect(found.verdict).toBe('out-of-sync');
    expect(Math.abs(found.offsetMs - frames * 40)).toBeLessThan(40);
  });

  it('does not praise the sound of another mouth', () => {
    const verdicts = Array.from({ length: 12 }, (_, at) =>
      score(makeTalk({ seed: 100 + at, seconds: 10 }), makeTalk({ seed: 200 + at, seconds: 10 })),
    );

    expect(verdicts.filter(({ verdict }) => verdict === 'in-sync')).toEqual([]);
    expect(Math.max(...verdicts.map(({ correlation }) => correlation))).toBeLessThan(0.2);
  });

  it('does not praise its own sound put together in another order', () => {
    const talk = makeTalk({ seed: 3, seconds: 12 });
    const second = talk.sampleRateHz;
    const pieces = [7, 2, 10, 5, 0, 8, 3, 11, 6, 1, 9, 4].map((at) =>
      talk.samples.slice(at * second, (at + 1) * second),
    );
    const samples = Float32Array.from(pieces.flatMap((piece) => [...piece]));

    expect(score(talk, { ...talk, samples }).verdict).not.toBe('in-sync');
  });

  it('says that four seconds are too little to tell', () => {
    expect(score(makeTalk({ seed: 4, seconds: 4 }))).toMatchObject({ verdict: 'unknown', speechMs: 4000 });
  });

  it('says that a mouth that stands still, or was not seen, tells nothing', () => {
    const talk = makeTalk({ seed: 5, seconds: 8 });

    expect(score({ ...talk, shapes: talk.shapes.map(() => [0.1, 0.6]) }).verdict).toBe('unknown');
    expect(score({ ...talk, shapes: talk.shapes.map(() => [Number.NaN, 0.6]) }).verdict).toBe('unknown');
    expect(scoreLipSync({ mouths: [], sound: talk }).verdict).toBe('unknown');
  });

  it('judges a mouth seen in pieces like one seen whole', () => {
    const talk = makeTalk({ seed: 6, seconds: 12 });
    const piece = (from: number, to: number) => ({
      timesMs: talk.timesMs.slice(from, to),
      shapes: talk.shapes.slice(from, to),
    });

    const found = scoreLipSync({ mouths: [piece(0, 80), piece(110, 180), piece(200, 300)], sound: talk });

    expect(found.verdict).toBe('in-sync');
    expect(found.speechMs).toBe(10_000);
  });
});
