/**
 * What a test run came to, as lines to print (the tally last) and as a verdict. A run whose runner broke, or that has
 * fewer passing tests than the floor, is a failure and is counted as one.
 * @param {Readonly<{ tally: import('./tally-reporter.mjs').Tally | undefined, runnerCode: number | null, floor: number,
 *   failedChecks?: readonly string[] }>} params
 * @returns {Readonly<{ isGood: boolean, lines: readonly string[] }>}
 */
export function judgeTally({ tally, runnerCode, floor, failedChecks = [] }) {
  const { passed = 0, failed = 0, skipped = 0, skips = [], slow = [] } = tally ?? {};
  /** @type {string[]} */
  const faults = failedChecks.map((name) => `${name} failed`);
  if (tally === undefined) faults.push('the test runner ended without a result');
  else if (runnerCode !== 0 && failed === 0) faults.push(`the test runner ended with code ${runnerCode}`);
  if (tally !== undefined && failed === 0 && passed < floor)
    faults.push(`only ${passed} tests passed, at least ${floor} were expected`);
  const count = `${passed} passed, ${failed + faults.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return {
    isGood: failed + faults.length === 0,
    lines: [
      ...slow.map((line) => `slow: ${line}`),
      ...skips.map((line) => `skipped: ${line}`),
      ...faults.map((line) => `fault: ${line}`),
      count,
    ],
  };
}
