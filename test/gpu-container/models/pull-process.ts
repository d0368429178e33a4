import { createModelStore } from '../../../gpu-container/src/models/model-store.js';
import { createHubSource } from '../../../gpu-container/src/models/sources/hub-source.js';

/** A process of its own that pulls one model: node pull-process.mjs ENDPOINT FOLDER SHA256 */
const [endpoint = '', folder = '', sha256 = ''] = process.argv.slice(2);
const store = createModelStore({
  folder,
  source: createHubSource({ endpoint }),
  find: (id) => ({
    id,
    title: 'A model for tests',
    task: 'pitch',
    origin: { kind: 'hub', repo: 'org/model', revision: 'main' },
    files: [{ path: 'weights.onnx', sha256 }],
    licence: { name: 'MIT', commercialUse: 'yes' },
    languages: [],
    memoryMiB: 1,
    providers: ['cpu'],
    citation: 'none',
  }),
});
const model = await store.pull('big', {
  onProgress: (_file, bytes) => process.stdout.write(`${bytes}\n`),
});
process.stdout.write(`done ${model.fingerprint}\n`);
