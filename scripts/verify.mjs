// `npm run verify`: everything that must hold before a commit; what CI runs. The cheap checks come first, the tests and
// their tally last; a failed check counts as a failure in the tally.
import { runSteps } from './checks/run-steps.mjs';
import { runTests } from './checks/run-tests.mjs';

const failedChecks = runSteps([
  { name: 'lint', command: 'node', args: ['scripts/lint.mjs'] },
  { name: 'typecheck', command: 'node', args: ['scripts/typecheck.mjs'] },
  { name: 'dependencies', command: 'node', args: ['scripts/check-dependencies.mjs'] },
]);
runTests({ suite: 'all', words: [], failedChecks });
