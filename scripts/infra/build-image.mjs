// azd's hook around `provision`: builds the worker's image in the registry, once for each content, and tells azd its digest.
//   node scripts/infra/build-image.mjs [when-registry-exists]
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSetup } from '../setup/run-setup.mjs';
import { askAzure } from './ask-azure.mjs';
import { ensureImage } from './ensure-image.mjs';
import { requireSetting } from './require-setting.mjs';
import { stageWorker } from './stage-worker.mjs';

/** The libraries of NVIDIA's runtime go into the image of the GPU job; of a system no newer than that image's own. */
const CUDA_IMAGE = 'nvidia/cuda:12.8.1-cudnn-runtime-ubuntu22.04';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const registry = findRegistry();
if (registry === undefined) {
  if (!process.argv.includes('when-registry-exists')) throw new Error('There is no registry in the resource group.');
  process.stderr.write('There is no registry yet: the image is built after it is made.\n');
} else {
  const context = join(root, 'out', 'worker');
  runSetup(root, ['packages', 'build']);
  stageWorker(root, context);
  const image = ensureImage({ registry, context, name: 'polydub-worker', buildArgs: baked('POLYDUB_BAKE_MODELS') });
  askAzure('azd', ['env', 'set', 'POLYDUB_WORKER_IMAGE', image]);
  if ((process.env['POLYDUB_GPU'] ?? 'none') !== 'none') {
    const buildArgs = [`CUDA_IMAGE=${CUDA_IMAGE}`, 'ONNXRUNTIME=cuda12', ...baked('POLYDUB_GPU_BAKE_MODELS')];
    const gpuImage = ensureImage({ registry, context, name: 'polydub-worker-gpu', buildArgs });
    askAzure('azd', ['env', 'set', 'POLYDUB_GPU_WORKER_IMAGE', gpuImage]);
  }
}

/**
 * @param {string} setting names of models for one of the images, as the Dockerfile takes them
 * @returns {readonly string[]}
 */
function baked(setting) {
  const models = process.env[setting]?.trim() ?? '';
  return models === '' ? [] : [`BAKE_MODELS=${models}`];
}

/** The registry of this deployment, known from its last provisioning or found in its resource group. */
function findRegistry() {
  const known = process.env['POLYDUB_REGISTRY_NAME'];
  if (known !== undefined && known !== '') return known;
  const group = `rg-${requireSetting('AZURE_ENV_NAME')}`;
  if (askAzure('az', ['group', 'exists', '--name', group]) !== 'true') return undefined;
  const names = askAzure('az', ['acr', 'list', '--resource-group', group, '--query', '[].name', '--output', 'tsv']);
  return names?.split('\n')[0] || undefined;
}
