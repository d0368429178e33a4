// `npm run verify`: everything that must hold before a commit; what CI runs. The cheap checks come first.
import { runSteps } from './checks/run-steps.mjs';

await runSteps([
  { name: 'lint', command: 'node', args: ['scripts/lint.mjs'] },
  { name: 'typecheck', command: 'node', args: ['scripts/typecheck.mjs'] },
  { name: 'dependencies', command: 'node', args: ['scripts/check-dependencies.mjs'] },
  { name: 'tests', command: 'node', args: ['scripts/run-tests.mjs', 'all'] },
]);
