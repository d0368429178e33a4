// `npm run lint`: Biome, then the rules Biome cannot say: determinism of orchestrators and purity of pipeline/.
import { runSteps } from './checks/run-steps.mjs';

runSteps([
  { name: 'biome', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'purity', command: 'node', args: ['scripts/check-purity.mjs'] },
]);
