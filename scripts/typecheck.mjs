// `npm run typecheck`: the whole tree, with the plain JavaScript of scripts/ by its JSDoc types.
import { runSteps } from './checks/run-steps.mjs';

runSteps([{ name: 'tsc', command: 'tsc', args: ['-p', 'tsconfig.json', '--noEmit'] }]);
