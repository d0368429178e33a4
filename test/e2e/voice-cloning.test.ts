import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobOutput } from '../../pipeline/contracts/job-output.js';
import type { JobRequest } from '../../pipeline/contracts/job-request.js';
import { Receipt } from '../../pipeline/contracts/receipt.js';
import type { SourceFile } from '../../pipeline/contracts/source-file.js';
import { writeTinyChatterbox } from '../gpu-container/engines/chatterbox/tiny-chatterbox.js';
import { lockFolder } from '../gpu-container/models/lock-folder.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';
import { demoClip } from './demo-clip.js';
import { copyUnpinnedProgram } from './unpinned-program.js';

const MODEL = 'chatterbox-multilingual';
const consent = {
  ...{ by: 'Augusta Byron-King', capacity: 'self', date: '2026-10-02', purpose: 'Dubbing of the demo clip' },
  ...{ statement: 'I agree that my voice is imitated by a computer.', languages: ['es'], commercialUse: true },
} as const;

let directory: string;
let cloud: CloudProcess;
let source: SourceFile;
const api = createApi(() => cloud.url);

/** A cloud over the same state, whose workers find the weights of a folder. */
async function startCloud(models: string, program?: string): Promise<void> {
  const settings = { POLYDUB_MODELS_FOLDER: join(directory, models), POLYDUB_DEVICE: 'cpu' };
  cloud = await startCloudProcess(join(directory, 'state'), settings, program);
  source = await api.upload(demoClip());
}
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-cloning-'));
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Mouths take longest and change nothing here. */
const submit = (more: Partial<JobRequest>) => api.submit({ source, targets: ['es'], lipSync: 'off', ...more });
const everybody = (given: object) =>
  ({ '*': { clone: true, consent: { ...consent, ...given } } }) as JobRequest['voices'];

async function dub(more: Partial<JobRequest>) {
  const { id } = await submit(more);
  const status = await api.ended(id);
  const outputs = await api.outputs(id);
  const receipt = outputs.find(({ name }) => name === 'receipt.json');
  return { status, outputs, receipt: receipt && Receipt.parse(await (await fetch(receipt.url)).json()) };
}
const digests = (outputs: readonly JobOutput[]) =>
  Object.fromEntries(outputs.filter(({ kind }) => kind !== 'receipt').map(({ name, sha256 }) => [name, sha256]));

describe('a clip whose speaker agreed to be cloned', () => {
  let cloned: Awaited<ReturnType<typeof dub>>;
  beforeAll(async () => {
    await writeTinyChatterbox(join(directory, 'models', MODEL));
    await lockFolder(join(directory, 'models', MODEL));
    await startCloud('models', await copyUnpinnedProgram(join(directory, 'program'), 'cloning-models.js'));
    cloned = await dub({ voices: everybody({}) });
  });

  it('is dubbed in a voice made of their own speech, and the receipt says by whose consent and from what', () => {
    expect(cloned.status).toMatchObject({ state: 'completed' });
    const [language] = cloned.receipt?.languages ?? [];
    expect(language?.voices).toEqual([
      expect.objectContaining({ kind: 'cloned', consent, engine: { id: 'chatterbox', version: '1', licence: 'MIT' } }),
    ]);
    const [voice] = language?.voices ?? [];
    const units = cloned.receipt?.units ?? [];
    const sampled = units.filter(({ stage }) => stage === 'sample-voices');
    expect(sampled.map(({ outputs }) => outputs['reference'])).toEqual([
      voice?.kind === 'cloned' && voice.reference.sha256,
    ]);
    const spoken = units.filter(({ stage }) => stage === 'synthesize');
    expect(spoken.length).toBeGreaterThan(1);
    for (const { engine, inputs } of spoken)
      expect([engine, inputs['reference']]).toEqual(['chatterbox 1', sampled[0]?.outputs['reference']]);
    for (const { voice: heard } of language?.segments ?? []) expect(heard).toBe('chatterbox:cloned');
  });

  it('is made of memos when the consent is renewed, and shows the new one', async () => {
    const renewed = await dub({ voices: everybody({ date: '2026-11-20', validUntil: '2099-01-01' }) });
    expect(renewed.status.stages.filter(({ hits, units }) => hits < units)).toEqual([]);
    expect(digests(renewed.outputs)).toEqual(digests(cloned.outputs));
    const [voice] = renewed.receipt?.languages[0]?.voices ?? [];
    expect(voice).toMatchObject({ consent: { date: '2026-11-20', validUntil: '2099-01-01' } });
  });

  it.each([
    ['no consent', { '*': { clone: true } } as JobRequest['voices'], ['es'], 'there is no consent'],
    ['a consent for another language', everybody({}), ['ca'], 'does not cover ca'],
    ['a consent that ended', everybody({ validUntil: '2026-10-31' }), ['es'], 'ended on 2026-10-31'],
  ])('is refused with %s, before anything runs', async (_, voices, targets, why) => {
    const refused = submit({ voices, targets });
    await expect(refused).rejects.toMatchObject({ body: { status: 422, code: 'consent-missing' } });
    await expect(refused).rejects.toThrow(why);
  });

  it('leaves who agreed in no log, trace, plan, task or status', async () => {
    const { id } = cloned.status;
    const jobs = BlobServiceClient.fromConnectionString(cloud.storageConnectionString).getContainerClient('jobs');
    const plans: string[] = [];
    for await (const { name } of jobs.listBlobsFlat({ prefix: `${id}/` }))
      if (!name.endsWith('/job.json')) plans.push(String(await jobs.getBlobClient(name).downloadToBuffer()));
    expect(plans.some((plan) => plan.includes('sample-voices'))).toBe(true);
    const told = [await readFile(join(directory, 'state', 'cloud.log'), 'utf8')];
    for (const entry of await readdir(cloud.logDirectory, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) told.push(await readFile(join(entry.parentPath, entry.name), 'utf8'));
    const trace = await api.call(`jobs/${id}/trace`);
    expect(JSON.stringify(trace).includes('sample-voices')).toBe(true);
    for (const text of [...told, ...plans, JSON.stringify(trace), JSON.stringify(cloned.status)])
      expect(text.includes(consent.by)).toBe(false);
  });
});

describe('a worker that cannot clone', () => {
  beforeAll(async () => {
    await cloud?.stop();
    await startCloud('no-models');
  });

  it('speaks with stock voices, and the receipt says why and how to change it', async () => {
    const { status, receipt } = await dub({ voices: everybody({}) });
    expect(status).toMatchObject({ state: 'completed' });
    const [language] = receipt?.languages ?? [];
    expect(language).not.toHaveProperty('voices');
    expect(language?.warnings?.join(' ')).toMatch(
      /No voice was cloned; stock voices speak\..*models -- pull chatterbox/s,
    );
    for (const { voice } of language?.segments ?? []) expect(voice).not.toMatch(/^chatterbox/);
  });

  it('fails where the engine was asked for by name', async () => {
    const { status } = await dub({ voices: everybody({}), engines: { 'voice-cloner': 'chatterbox' } });
    expect(status).toMatchObject({ state: 'failed', targets: [{ failure: { code: 'engine-missing' } }] });
  });
});
