import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { Segment } from '../../../pipeline/contracts/transcript.js';
import { findScenes } from '../../../pipeline/timing/find-scenes.js';
import { defaultFitLimits } from '../../../pipeline/timing/fit-limits.js';
import { fitSpeech } from '../../../pipeline/timing/fit-speech.js';
import type { FitSpeechParams } from '../../../pipeline/timing/fit-speech-params.js';
import { prepareLines } from '../../../pipeline/timing/prepare-lines.js';

/** Anything a recogniser, a subtitle file or an editing person could hand over: dense, overlapping, past the end. */
const jobs: fc.Arbitrary<FitSpeechParams> = fc
  .record({
    videoDurationMs: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 1, max: 90_000, noNaN: true })),
    shotsMs: fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 6 }),
    lines: fc.array(
      fc.record({
        gapMs: fc.oneof(fc.integer({ min: -2000, max: 4000 }), fc.constant(0)),
        lengthMs: fc.oneof(fc.integer({ min: 0, max: 9000 }), fc.double({ min: 0, max: 400, noNaN: true })),
        spokenMs: fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.double({ min: 0, max: 500, noNaN: true })),
        alternativesMs: fc.array(fc.integer({ min: 50, max: 6000 }), { maxLength: 2 }),
        speaker: fc.constantFrom(undefined, 'a', 'b', 'c'),
        isOnScreen: fc.constantFrom(undefined, true, false),
        words: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 14 },
    ),
  })
  .map(({ videoDurationMs, shotsMs, lines }) => {
    let clockMs = 0;
    const segments = lines.map((line, index): Segment => {
      const startMs = Math.max(0, clockMs + line.gapMs);
      clockMs = startMs + line.lengthMs;
      const id = `seg-${index}`;
      const words = wordsIn(startMs, clockMs, line.words);
      return { id, startMs, endMs: clockMs, text: 'x', words, ...(line.speaker && { speaker: line.speaker }) };
    });
    return {
      transcript: { language: 'en', segments },
      speech: lines.map((line, index) => ({
        id: `seg-${index}`,
        durationMs: line.spokenMs,
        words: wordsIn(0, line.spokenMs, line.words),
        alternatives: line.alternativesMs.map((durationMs) => ({ text: 'y', durationMs })),
      })),
      videoDurationMs,
      shotsMs,
      onScreen: (id) => lines[Number(id.slice(4))]?.isOnScreen,
    };
  });

function wordsIn(startMs: number, endMs: number, count: number) {
  const stepMs = (endMs - startMs) / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => ({
    text: 'word,',
    startMs: startMs + index * stepMs,
    endMs: startMs + (index + 0.5) * stepMs,
  }));
}

const runs = { numRuns: 220, seed: 20_261_121 };

describe('fitSpeech, whatever it is given', () => {
  it('places every spoken segment once, in a plan that parses', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const plan = FitPlan.parse(fitSpeech(job));
        expect(plan.segments.map(({ id }) => id)).toEqual(job.speech.map(({ id }) => id));
      }),
      runs,
    );
  });

  it('never lets two dubbed segments overlap unless their originals do and the speakers differ', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const { segments } = fitSpeech(job);
        const originals = new Map(job.transcript.segments.map((segment) => [segment.id, segment]));
        for (const [index, a] of segments.entries()) {
          for (const b of segments.slice(index + 1)) {
            if (a.startMs >= b.endMs || b.startMs >= a.endMs) continue;
            const [first, second] = [originals.get(a.id), originals.get(b.id)];
            expect(first?.speaker !== undefined && second?.speaker !== undefined).toBe(true);
            expect(first?.speaker).not.toBe(second?.speaker);
            expect((first?.endMs ?? 0) > (second?.startMs ?? 0)).toBe(true);
          }
        }
        expect(fitSpeech(job).summary.overlappingSegments).toBe(0);
      }),
      runs,
    );
  });

  it('starts nothing before the video and ends nothing after it', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        for (const segment of fitSpeech(job).segments) {
          expect(segment.startMs).toBeGreaterThanOrEqual(0);
          expect(segment.endMs).toBeLessThanOrEqual(job.videoDurationMs);
          expect(segment.endMs).toBeGreaterThanOrEqual(segment.startMs);
        }
      }),
      runs,
    );
  });

  it('keeps every scene inside its own window, so no lateness is handed on', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const plan = fitSpeech(job);
        const placed = new Map(plan.segments.map((segment) => [segment.id, segment]));
        const lines = prepareLines(job, defaultFitLimits);
        const scenes = findScenes({
          lines,
          limits: defaultFitLimits,
          shotsMs: job.shotsMs ?? [],
          videoEndMs: job.videoDurationMs,
        });
        for (const [index, scene] of scenes.entries()) {
          expect(scene.startMs).toBeGreaterThanOrEqual(scenes[index - 1]?.endMs ?? 0);
          for (const { id } of scene.lines) {
            expect(placed.get(id)?.startMs).toBeGreaterThanOrEqual(scene.startMs);
            expect(placed.get(id)?.endMs).toBeLessThanOrEqual(scene.endMs);
          }
        }
      }),
      runs,
    );
  });

  it('plays exactly what was spoken: length is duration by rate, plus pauses', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const speech = new Map(job.speech.map((spoken) => [spoken.id, spoken]));
        for (const { id, startMs, endMs, rate, alternative, pauses = [] } of fitSpeech(job).segments) {
          const spoken = speech.get(id);
          const wording = alternative === undefined ? spoken : spoken?.alternatives?.[alternative];
          const pausedMs = pauses.reduce((total, { durationMs }) => total + durationMs, 0);
          const expectedMs = Math.max(1, wording?.durationMs ?? Number.NaN) / rate + pausedMs;
          expect(Math.abs(endMs - startMs - expectedMs)).toBeLessThan(0.01);
        }
      }),
      runs,
    );
  });

  it('is a pure function: the same job gives the same bytes', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        expect(JSON.stringify(fitSpeech(job))).toBe(JSON.stringify(fitSpeech(job)));
      }),
      { ...runs, numRuns: 50 },
    );
  });

  it('says why whenever a rate leaves the natural band', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        for (const { rate, exceptions } of fitSpeech(job).segments) {
          if (rate > 1.2 || rate < 0.85) expect(exceptions?.join(' ')).toMatch(/times as fast/);
        }
      }),
      runs,
    );
  });
});
