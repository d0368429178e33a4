// `npm run typecheck`: the TypeScript tree, then the plain JavaScript of scripts/ by its JSDoc types.
import { runSteps } from './checks/run-steps.mjs';

await runSteps([
  { name: 'typecheck', command: 'tsc', args: ['-p', 'tsconfig.json', '--noEmit'] },
  { name: 'typecheck scripts', command: 'tsc', args: ['-p', 'scripts/tsconfig.json'] },
]);
