import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breathlessCost } from '../../../pipeline/timing/breathless-cost.js';
import { chainScene } from '../../../pipeline/timing/chain-scene.js';
import { deliveryCost } from '../../../pipeline/timing/delivery-cost.js';
import { findScenes, type Scene } from '../../../pipeline/timing/find-scenes.js';
import { defaultFitLimits } from '../../../pipeline/timing/fit-limits.js';
import { layOutLine } from '../../../pipeline/timing/lay-out-line.js';
import { onsetCost } from '../../../pipeline/timing/onset-cost.js';
import { placeCost } from '../../../pipeline/timing/place-cost.js';
import { placeScene } from '../../../pipeline/timing/place-scene.js';
import type { Placement } from '../../../pipeline/timing/placement.js';
import { prepareLines } from '../../../pipeline/timing/prepare-lines.js';

const STEP_MS = 20;

const scenes: fc.Arbitrary<Scene> = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 0, max: 45 }).map((steps) => steps * STEP_MS),
      lengthMs: fc.integer({ min: 20, max: 150 }).map((steps) => steps * STEP_MS),
      expansion: fc.double({ min: 0.6, max: 1.6, noNaN: true }),
      isOnScreen: fc.boolean(),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((lines) => {
    let clockMs = 0;
    const segments = lines.map(({ gapMs, lengthMs }, index) => {
      const startMs = clockMs + gapMs;
      clockMs = startMs + lengthMs;
      return { id: `${index}`, startMs, endMs: clockMs, text: 'x', words: [] };
    });
    const speech = lines.map(({ lengthMs, expansion }, index) => ({
      id: `${index}`,
      durationMs: lengthMs * expansion,
    }));
    const params = {
      transcript: { language: 'en', segments },
      speech,
      videoDurationMs: clockMs + 1000,
      onScreen: (id: string) => lines[Number(id)]?.isOnScreen,
    };
    const prepared = prepareLines(params, defaultFitLimits);
    const found = findScenes({ lines: prepared, limits: defaultFitLimits, shotsMs: [], videoEndMs: clockMs + 1000 });
    const [scene] = found;
    if (scene === undefined || found.length !== 1) throw new Error('gaps under 1.5 s make one scene');
    return scene;
  });

/** The whole price of a placement, or undefined where it breaks a rule. */
function price(scene: Scene, placements: readonly Placement[]): number | undefined {
  const links = chainScene(scene, defaultFitLimits, STEP_MS) ?? [];
  let total = 0;
  for (const [index, { startMs, rate }] of placements.entries()) {
    const link = links[index];
    const wording = link?.line.wordings[0];
    if (link === undefined || wording === undefined) return undefined;
    const { line } = link;
    const { endMs, coveredMs } = layOutLine({ wording, speech: line.speech, startMs, rate });
    const next = placements[index + 1];
    const untilMs = next?.startMs ?? scene.endMs;
    if (startMs < scene.startMs || startMs < line.onsetMs - line.leadMs || endMs > untilMs + 0.001) return undefined;
    if (startMs > line.onsetMs + defaultFitLimits.lagMs) return undefined;
    const spokenMs = endMs - startMs;
    total += onsetCost(line, startMs) + placeCost(line, { startMs, endMs, spokenMs, coveredMs });
    total += deliveryCost(line, { rate, spokenMs, alternative: undefined, pauses: 0, limits: defaultFitLimits });
    if (next !== undefined && untilMs - endMs < link.gapMs) total += breathlessCost;
  }
  return total;
}

describe('placeScene', () => {
  it('cannot be made cheaper by moving or re-timing lines on the grid', () => {
    const shift = fc.record({
      steps: fc.integer({ min: -12, max: 12 }),
      rate: fc.constantFrom(undefined, 0.85, 0.9, 1, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.45),
    });
    let compared = 0;
    fc.assert(
      fc.property(scenes, fc.array(shift, { minLength: 20, maxLength: 20 }), (scene, shifts) => {
        const best = placeScene(scene, defaultFitLimits);
        const bestPrice = price(scene, best);
        expect(bestPrice).toBeDefined();
        for (let first = 0; first < shifts.length; first += best.length) {
          const other = best.map((placement, index) => {
            const change = shifts[first + index];
            const steps = Math.round(placement.startMs / STEP_MS) + (change?.steps ?? 0);
            return { ...placement, startMs: steps * STEP_MS, rate: change?.rate ?? placement.rate };
          });
          const otherPrice = price(scene, other);
          if (otherPrice === undefined) continue;
          compared += 1;
          expect(otherPrice).toBeGreaterThanOrEqual((bestPrice ?? 0) - 1);
        }
      }),
      { numRuns: 160, seed: 7 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('squeezes lines evenly where there is not even room for a chain', () => {
    const params = {
      transcript: {
        language: 'en',
        segments: [0, 1, 2].map((id) => ({ id: `${id}`, startMs: 0, endMs: 10, text: 'x', words: [] })),
      },
      speech: [300, 300, 600].map((durationMs, id) => ({ id: `${id}`, durationMs })),
      videoDurationMs: 60,
    };
    const lines = prepareLines(params, defaultFitLimits);

    expect(placeScene({ lines, startMs: 0, endMs: 60 }, defaultFitLimits)).toEqual([
      { id: '0', startMs: 0, endMs: 15, rate: 20 },
      { id: '1', startMs: 15, endMs: 30, rate: 20 },
      { id: '2', startMs: 30, endMs: 60, rate: 20 },
    ]);
  });
});
