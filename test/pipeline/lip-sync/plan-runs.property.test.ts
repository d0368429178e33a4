import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MouthStretch } from '../../../pipeline/contracts/mouth-script.js';
import { planRuns } from '../../../pipeline/lip-sync/plan-runs.js';

const source = fc
  .record({
    count: fc.integer({ min: 10, max: 4000 }),
    gop: fc.integer({ min: 1, max: 300 }),
    openEvery: fc.integer({ min: 2, max: 5 }),
  })
  .map(({ count, gop, openEvery }): FrameIndex => {
    const keys = Array.from({ length: Math.ceil(count / gop) }, (_, at) => ({
      frame: at * gop,
      isClosed: at === 0 || at % openEvery !== 0,
    }));
    return {
      ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 640, height: 360, keyFrames: keys },
      ...{ hiddenBefore: 0, hiddenAfter: 0, reorderFrames: 0, endMs: count * 40 },
      joining: { kind: 'packets', parameterSetId: 0 },
      timesMs: Array.from({ length: count }, (_, frame) => frame * 40),
    };
  });

const stretchIn = (count: number) =>
  fc.record({ firstFrame: fc.integer({ min: 0, max: count - 1 }), length: fc.integer({ min: 1, max: 400 }) }).map(
    ({ firstFrame, length }): MouthStretch => ({
      ...{ trackId: 't', segmentIds: ['s'], firstFrame, endFrame: Math.min(count, firstFrame + length) },
    }),
  );

const cases = source.chain((frames) =>
  fc.record({ frames: fc.constant(frames), stretches: fc.array(stretchIn(frames.timesMs.length), { maxLength: 8 }) }),
);

describe('the runs of pictures that are encoded again', () => {
  it('begin and end where the stream may be joined, in order, without overlap', () => {
    fc.assert(
      fc.property(cases, ({ frames, stretches }) => {
        const joints = new Set([
          ...frames.keyFrames.filter(({ isClosed }) => isClosed).map(({ frame }) => frame),
          frames.timesMs.length,
        ]);
        let end = 0;
        for (const run of planRuns(frames, stretches)) {
          expect(joints.has(run.firstFrame) && joints.has(run.endFrame)).toBe(true);
          expect(run.firstFrame).toBeGreaterThanOrEqual(end);
          expect(run.endFrame).toBeGreaterThan(run.firstFrame);
          end = run.endFrame;
        }
      }),
    );
  });

  it('hold every frame in which a mouth moves, and no group of pictures without one', () => {
    fc.assert(
      fc.property(cases, ({ frames, stretches }) => {
        const runs = planRuns(frames, stretches);
        for (const { firstFrame, endFrame } of stretches) {
          for (const frame of [firstFrame, endFrame - 1]) {
            expect(runs.some((run) => frame >= run.firstFrame && frame < run.endFrame)).toBe(true);
          }
        }
        for (const run of runs) {
          expect(stretches.some((each) => each.firstFrame < run.endFrame && each.endFrame > run.firstFrame)).toBe(true);
        }
      }),
    );
  });

  it('shares a long take among units', () => {
    const frames: FrameIndex = {
      ...{
        codec: 'h264',
        pixelFormat: 'yuv420p',
        width: 640,
        height: 360,
        hiddenBefore: 0,
        hiddenAfter: 0,
        reorderFrames: 0,
      },
      joining: { kind: 'packets', parameterSetId: 0 },
      endMs: 360_000,
      timesMs: Array.from({ length: 9000 }, (_, frame) => frame * 40),
      keyFrames: Array.from({ length: 90 }, (_, at) => ({ frame: at * 100, isClosed: true })),
    };
    const runs = planRuns(frames, [{ trackId: 't', segmentIds: ['s'], firstFrame: 0, endFrame: 9000 }]);
    expect(runs.length).toBeGreaterThan(6);
    expect(Math.max(...runs.map((run) => run.endFrame - run.firstFrame)) * 40).toBeLessThanOrEqual(45_000);
  });
});
