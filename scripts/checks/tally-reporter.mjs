import { writeFileSync } from 'node:fs';

/**
 * @typedef {Readonly<{ passed: number, failed: number, skipped: number, skips: readonly string[], slow: readonly string[] }>} Tally
 */

/** A test slower than this is named at the end, in ms. */
const SLOW_MS = 10_000;

/** How many of the slow ones are named. */
const SHOWN_SLOW = 8;

/** A vitest reporter that counts every test once and writes the tally to POLYDUB_TALLY when the run has ended. */
export default class TallyReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state).length;
    // a file or a group that failed outside of its tests has no failed test to count
    const broken =
      modules.filter((module) => module.errors().length > 0).length + brokenSuites(modules) + unhandled.length;
    const pending = tests.filter((test) => test.result().state === 'pending').length;
    /** @type {Tally} */
    const tally = {
      passed: count('passed'),
      failed: count('failed') + broken + pending,
      skipped: count('skipped'),
      skips: describeSkips(tests),
      slow: describeSlow(tests),
    };
    writeFileSync(process.env['POLYDUB_TALLY'] ?? 'tally.json', JSON.stringify(tally));
  }
}

/** @param {readonly import('vitest/node').TestModule[]} modules */
function brokenSuites(modules) {
  return modules.flatMap((module) => [...module.children.allSuites()]).filter((suite) => suite.errors().length > 0)
    .length;
}

/**
 * One line per reason, with how many tests it took out. Without a reason of its own, the group a test belongs to gives it.
 * @param {readonly import('vitest/node').TestCase[]} tests
 */
function describeSkips(tests) {
  /** @type {Map<string, number>} */
  const reasons = new Map();
  for (const test of tests) {
    const result = test.result();
    if (result.state !== 'skipped') continue;
    const reason = `${test.module.relativeModuleId}: ${result.note ?? test.fullName.split(' > ')[0]}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].map(([reason, times]) => (times > 1 ? `${reason} (${times} tests)` : reason));
}

/** @param {readonly import('vitest/node').TestCase[]} tests */
function describeSlow(tests) {
  return tests
    .map((test) => ({ test, ms: test.diagnostic()?.duration ?? 0 }))
    .filter(({ ms }) => ms > SLOW_MS)
    .toSorted((left, right) => right.ms - left.ms)
    .slice(0, SHOWN_SLOW)
    .map(({ test, ms }) => `${(ms / 1000).toFixed(1)} s  ${test.module.relativeModuleId} > ${test.fullName}`);
}
