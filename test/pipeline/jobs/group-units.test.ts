import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupUnits, type UnitSize } from '../../../pipeline/jobs/group-units.js';

const limits = { leastMs: 100, mostMs: 200, mostBytes: 1_000 };
const workOf = (task: readonly UnitSize[]) => task.reduce((sum, { workMs }) => sum + workMs, 0);
const bytesOf = (task: readonly UnitSize[]) => task.reduce((sum, { bytes }) => sum + bytes, 0);
const group = (units: readonly UnitSize[], changed: Partial<typeof limits> = {}) =>
  groupUnits(units, (unit) => unit, { ...limits, ...changed });
const sizes = (count: number, workMs: number, bytes = 1) => Array.from({ length: count }, () => ({ workMs, bytes }));

describe('groupUnits', () => {
  it('makes one task of what is not worth two starts', () => {
    expect(group([])).toEqual([]);
    expect(group(sizes(3, 10))).toHaveLength(1);
    expect(group(sizes(19, 10))).toHaveLength(1);
  });

  it('makes as many tasks as are worth a start, of about the same size', () => {
    expect(group(sizes(20, 10)).map(workOf)).toEqual([100, 100]);
    expect(group(sizes(25, 10)).map(workOf)).toEqual([130, 120]);
    expect(group(sizes(39, 10)).map(workOf)).toEqual([130, 130, 130]);
  });

  it('gives a unit that is more than a task may be a task of its own', () => {
    expect(group([...sizes(2, 50), ...sizes(1, 5_000), ...sizes(2, 50)]).map(workOf)).toContain(5_000);
  });

  it('keeps every message within its bytes', () => {
    expect(group(sizes(6, 1, 400)).map((task) => task.length)).toEqual([2, 2, 2]);
  });

  it('holds for any units: each in one task, in order, no task too large unless it is one unit, no more tasks than are worth a start', () => {
    const unit = fc.record({ workMs: fc.nat(400), bytes: fc.integer({ min: 1, max: 1_200 }) });
    const some = fc.record({
      leastMs: fc.integer({ min: 1, max: 300 }),
      times: fc.double({ min: 1, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), some, (units, { leastMs, times }) => {
        const mostMs = leastMs * times;
        const tasks = group(units, { leastMs, mostMs });
        expect(tasks.flat()).toEqual(units);
        for (const task of tasks) {
          expect(task.length).toBeGreaterThan(0);
          const fits = workOf(task) <= mostMs && bytesOf(task) <= limits.mostBytes;
          expect(fits || task.length === 1).toBe(true);
        }
        // no more tasks than are worth a start, but for those that the other limits ask for
        const fewest = group(units, { leastMs: Number.MAX_SAFE_INTEGER, mostMs }).length;
        expect(tasks.length).toBeLessThanOrEqual(Math.max(fewest, Math.floor(workOf(units) / leastMs)));
        expect(group(units, { leastMs, mostMs })).toEqual(tasks);
      }),
    );
  });
});
