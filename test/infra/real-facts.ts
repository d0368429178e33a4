import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAppSettings } from '../../functions/app-settings.js';
import { AzureSettingValues } from '../../gpu-container/src/engines/azure-service/azure-setting-values.js';
import { readWorkerSettings } from '../../gpu-container/src/execution/worker-settings.js';
import { readModelSettings } from '../../gpu-container/src/models/model-settings.js';
import { readDevice } from '../../gpu-container/src/onnx/read-device.js';
import { readGpuTasks } from '../../gpu-container/src/onnx/read-gpu-tasks.js';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { queueNames } from '../../pipeline/stages/queue-of.js';
import { stageCatalogue } from '../../pipeline/stages/stage-catalogue.js';
import { readConnectionSettings } from '../../platform/config/connection-settings.js';
import { readTelemetrySettings } from '../../platform/telemetry/telemetry-settings.js';
import type { CodeFacts } from '../../scripts/infra/code-facts.mjs';
import type { InfraFacts } from '../../scripts/infra/infra-facts.mjs';
import { readInfraFacts } from '../../scripts/infra/read-infra-facts.mjs';
import { recordReads } from '../../scripts/infra/record-reads.mjs';

const root = join(import.meta.dirname, '..', '..');

/** What `readCodeFacts` reads from a build, read from the sources: a test must not depend on when dist/ was built. */
export function codeFacts(): CodeFacts {
  const models = [readModelSettings, readDevice, readGpuTasks]
    .flatMap((read) => recordReads(read))
    .filter((name) => /^POLYDUB_/.test(name));
  const shared = [...recordReads(readConnectionSettings), ...recordReads(readTelemetrySettings)];
  return {
    queueNames: Object.values(queueNames),
    containerNames: Object.values(containerNames),
    appReads: [...new Set([...recordReads(readAppSettings), ...shared])],
    workerReads: [
      ...new Set([...recordReads(readWorkerSettings), ...models, ...shared, ...Object.keys(AzureSettingValues.shape)]),
    ],
    envReaders: ['functions/composition.ts', 'gpu-container/src/main.ts'],
    longestStageMs: Math.max(...Object.values(stageCatalogue).map(({ timeLimitMs }) => timeLimitMs)),
    metricNames: [
      ...new Set(
        readFileSync(join(root, 'platform/telemetry/measure-span.ts'), 'utf8')
          .match(/'polydub\.[\w.]+'/g)
          ?.map((quoted) => quoted.slice(1, -1)),
      ),
    ],
    functionsSource: readFileSync(join(root, 'functions/index.ts'), 'utf8'),
  };
}

/** The repository as it stands. */
export function realFacts(): Promise<InfraFacts> {
  return readInfraFacts(root, codeFacts());
}
