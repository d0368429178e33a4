// Puts the two things that are deployed in out/: the Functions app and the context of the worker's image.
//   node scripts/infra/stage-artifacts.mjs
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSetup } from '../setup/run-setup.mjs';
import { measureFolder } from './measure-folder.mjs';
import { stageFunctions } from './stage-functions.mjs';
import { stageWorker } from './stage-worker.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
runSetup(root, ['packages', 'build']);
const artifacts = [
  { folder: 'out/functions', stage: stageFunctions },
  { folder: 'out/worker', stage: stageWorker },
];
for (const { folder, stage } of artifacts) {
  stage(root, join(root, folder));
  process.stderr.write(`${folder}: ${(measureFolder(join(root, folder)) / 1024 ** 2).toFixed(1)} MB\n`);
}
