// `npm test` (fast) and `npm run test:all`. The last line is the tally: `N passed, N failed[, N skipped]`.
// Further words go to vitest: `npm test -- test/pipeline`.
import { runTests } from './checks/run-tests.mjs';

const [suite = 'fast', ...words] = process.argv.slice(2);
if (suite !== 'fast' && suite !== 'all') throw new Error(`there is no suite "${suite}"; there are: fast, all`);
runTests({ suite, words, failedChecks: [] });
