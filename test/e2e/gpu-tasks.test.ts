import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { JobTrace } from '../../pipeline/contracts/job-trace.js';
import { Receipt } from '../../pipeline/contracts/receipt.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import { writeTinyTranslator } from '../gpu-container/engines/neural-translator/tiny-translator.js';
import { lockFolder } from '../gpu-container/models/lock-folder.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';
import { demoClip } from './demo-clip.js';

const heavyModel = 'nllb-200-distilled-600m';

let directory: string;
let cloud: CloudProcess;
const api = createApi(() => cloud.url);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-gpu-'));
  const models = join(directory, 'models');
  await writeTinyTranslator(join(models, heavyModel), { isMarked: true });
  await lockFolder(join(models, heavyModel));
  // a CPU stands in for the GPU: the same two jobs, queues and messages as where there is one
  cloud = await startCloudProcess(directory, { POLYDUB_GPU_TASKS: 'cpu', POLYDUB_MODELS_FOLDER: models });
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

describe('a job with a heavy engine, where there are workers with a GPU', () => {
  let job: JobStatus;
  let trace: JobTrace;
  beforeAll(async () => {
    const source = await api.upload(demoClip());
    const engines = { translator: 'nllb' };
    job = await api.ended(
      (await api.submit({ source, targets: ['es'], lipSync: 'off', engines, commercialUse: false })).id,
    );
    trace = JobTrace.parse(await api.call(`jobs/${job.id}/trace`));
  });
  const executions = () =>
    trace.spans
      .filter(({ name }) => name.startsWith('execute '))
      .map(({ attributes }) => `${attributes[at.stage]} from ${attributes[at.queue]}`);

  it('completes', () => {
    expect(job.state).toBe('completed');
  });

  it('has that engine worked on by a worker of the GPU queue, and everything else by the others', () => {
    expect(executions()).toContain('translate from tasks-gpu');
    expect(executions().filter((each) => each.endsWith('tasks-gpu'))).toHaveLength(1);
    expect(executions()).toContain('transcribe from tasks-cpu');
  });

  it('tells in trace and receipt where the work was done', async () => {
    const unit = trace.spans.find(({ name }) => name === 'unit translate');
    expect(unit?.attributes).toMatchObject({ [at.engine]: 'nllb', [at.device]: 'cpu' });

    const receipt = (await api.outputs(job.id)).find(({ name }) => name === 'receipt.json');
    const { engines, timing } = Receipt.parse(await (await fetch(receipt?.url ?? '')).json());
    expect(engines.find(({ id }) => id === 'nllb')).toMatchObject({ placement: 'gpu', device: 'cpu' });
    expect(engines.filter(({ placement }) => placement === 'gpu')).toHaveLength(1);

    const perSecond = (stage: string): number => {
      const { amount = 0, billedS = 1 } = timing?.actual?.stages.find((each) => each.stage === stage) ?? {};
      return amount / billedS;
    };
    expect(perSecond('translate')).toBeGreaterThan(3 * perSecond('transcribe'));
  });
});
