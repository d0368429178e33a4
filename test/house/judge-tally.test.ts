import { describe, expect, it } from 'vitest';
import { judgeTally } from '../../scripts/checks/judge-tally.mjs';

const good = { passed: 700, failed: 0, skipped: 0, skips: [], slow: [] };

describe('the verdict on a test run', () => {
  it('ends with the tally alone on its line', () => {
    expect(judgeTally({ tally: good, runnerCode: 0, floor: 600 })).toEqual({
      isGood: true,
      lines: ['700 passed, 0 failed'],
    });
  });

  it('counts skipped tests and says why they were skipped', () => {
    const tally = { ...good, skipped: 2, skips: ['a.test.ts: no samples here (2 tests)'] };
    const { isGood, lines } = judgeTally({ tally, runnerCode: 0, floor: 600 });
    expect(isGood).toBe(true);
    expect(lines).toEqual(['skipped: a.test.ts: no samples here (2 tests)', '700 passed, 0 failed, 2 skipped']);
  });

  it('counts the checks that failed before the tests', () => {
    const { isGood, lines } = judgeTally({ tally: good, runnerCode: 0, floor: 600, failedChecks: ['lint'] });
    expect(isGood).toBe(false);
    expect(lines).toEqual(['fault: lint failed', '700 passed, 1 failed']);
  });

  it.each([
    ['a failed test', { tally: { ...good, failed: 1 }, runnerCode: 1 }, '700 passed, 1 failed'],
    ['a runner that died', { tally: undefined, runnerCode: null }, '0 passed, 1 failed'],
    ['a runner that failed with all tests passed', { tally: good, runnerCode: 1 }, '700 passed, 1 failed'],
    ['a suite that lost its tests', { tally: { ...good, passed: 599 }, runnerCode: 0 }, '599 passed, 1 failed'],
    ['a run without tests', { tally: { ...good, passed: 0 }, runnerCode: 0 }, '0 passed, 1 failed'],
  ])('is bad for %s', (_, run, last) => {
    const { isGood, lines } = judgeTally({ ...run, floor: 600 });
    expect(isGood).toBe(false);
    expect(lines.at(-1)).toBe(last);
  });
});
