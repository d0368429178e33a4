import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../gpu-container/src/process/find-program.js';
import type { JobOutput } from '../../pipeline/contracts/job-output.js';
import { Receipt } from '../../pipeline/contracts/receipt.js';
import { writeTinyKokoro } from '../gpu-container/engines/kokoro/tiny-kokoro.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';
import { demoClip } from './demo-clip.js';

let directory: string;
let cloud: CloudProcess;
const api = createApi(() => cloud.url);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-kokoro-e2e-'));
  await writeTinyKokoro(join(directory, 'models', 'kokoro-82m'));
  cloud = await startCloudProcess(join(directory, 'state'), {
    POLYDUB_MODELS_FOLDER: join(directory, 'models'),
    POLYDUB_DEVICE: 'cpu',
  });
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

const receiptOf = async (outputs: readonly JobOutput[]): Promise<Receipt> => {
  const receipt = outputs.find(({ kind, name }) => kind === 'receipt' && name.endsWith('.json'));
  return Receipt.parse(await (await fetch(receipt?.url ?? '')).json());
};

describe.skipIf(findProgram('espeak-ng') === undefined)('a demo clip dubbed with Kokoro', () => {
  it('is spoken by it from start to end, and the receipt says by whom', async () => {
    const source = await api.upload(demoClip());
    const request = { source, targets: ['es'], engines: { 'speech-synthesizer': 'kokoro' } };
    const { id } = await api.submit(request);

    const status = await api.ended(id);
    const outputs = await api.outputs(id);

    expect(status).toMatchObject({ state: 'completed', targets: [{ state: 'completed' }] });
    expect(outputs.map(({ kind }) => kind)).toContain('video');
    const receipt = await receiptOf(outputs);
    const engines = [...receipt.engines, ...receipt.languages.flatMap((language) => language.engines ?? [])];
    expect(engines.find(({ capability }) => capability === 'speech-synthesizer')).toMatchObject({
      ...{ id: 'kokoro', licence: 'Apache-2.0', reason: 'asked for by the request' },
    });
    const spoken = receipt.units.filter(({ stage }) => stage === 'synthesize');
    expect(spoken.length).toBeGreaterThan(1);
    for (const { engine } of spoken) expect(engine).toMatch(/^kokoro/);
  });
});
