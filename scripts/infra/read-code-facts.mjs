import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { recordReads } from './record-reads.mjs';

/** Folders of code that runs in Azure. */
const CLOUD_FOLDERS = ['pipeline', 'platform', 'functions', 'gpu-container/src'];

/**
 * Reads what the code says: its constants from the build in dist/, its use of the environment from the sources.
 * @param {string} root
 * @returns {Promise<import('./code-facts.mjs').CodeFacts>}
 */
export async function readCodeFacts(root) {
  /** @param {string} path */
  const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
  const { queueNames } = await load('pipeline/stages/queue-of.js');
  const { containerNames } = await load('pipeline/stages/container-names.js');
  const { stageCatalogue } = await load('pipeline/stages/stage-catalogue.js');
  const { readAppSettings } = await load('functions/app-settings.js');
  const { readConnectionSettings } = await load('platform/config/connection-settings.js');
  const { readTelemetrySettings } = await load('platform/telemetry/telemetry-settings.js');
  const { readWorkerSettings } = await load('gpu-container/src/execution/worker-settings.js');
  const { AzureSettingValues } = await load('gpu-container/src/engines/azure-service/azure-setting-values.js');
  const { readModelSettings } = await load('gpu-container/src/models/model-settings.js');
  const { readDevice } = await load('gpu-container/src/onnx/read-device.js');
  const { readGpuTasks } = await load('gpu-container/src/onnx/read-gpu-tasks.js');
  // where a person's folders lie is no setting of a deployment
  const models = [readModelSettings, readDevice, readGpuTasks]
    .flatMap((read) => recordReads(read))
    .filter((name) => /^POLYDUB_/.test(name));
  const shared = [...recordReads(readConnectionSettings), ...recordReads(readTelemetrySettings)];
  /** @type {readonly Readonly<{ timeLimitMs: number }>[]} */
  const stages = Object.values(stageCatalogue);
  return {
    queueNames: Object.values(queueNames),
    containerNames: Object.values(containerNames),
    appReads: [...new Set([...recordReads(readAppSettings), ...shared])],
    workerReads: [
      ...new Set([...recordReads(readWorkerSettings), ...models, ...shared, ...Object.keys(AzureSettingValues.shape)]),
    ],
    envReaders: findEnvReaders(root),
    longestStageMs: Math.max(...stages.map(({ timeLimitMs }) => timeLimitMs)),
    metricNames: metricNamesIn(readFileSync(join(root, 'platform/telemetry/measure-span.ts'), 'utf8')),
    functionsSource: readFileSync(join(root, 'functions/index.ts'), 'utf8'),
  };
}

/** @param {string} source */
function metricNamesIn(source) {
  return [...new Set([...source.matchAll(/'(polydub\.[\w.]+)'/g)].map(([, name = '']) => name))];
}

/** @param {string} root */
function findEnvReaders(root) {
  return CLOUD_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`)
      .filter((path) => readFileSync(join(root, path), 'utf8').includes('process.env')),
  );
}
