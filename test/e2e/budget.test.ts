import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Estimate } from '../../pipeline/contracts/estimate.js';
import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { Problem } from '../../pipeline/contracts/problem.js';
import { Receipt } from '../../pipeline/contracts/receipt.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';
import { demoClip } from './demo-clip.js';

let directory: string;
let cloud: CloudProcess;
const api = createApi(() => cloud.url);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-budget-'));
  cloud = await startCloudProcess(directory);
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function paused(id: string): Promise<JobStatus> {
  for (;;) {
    const status = await api.status(id);
    if (status.state === 'paused' || status.endedAt !== undefined) return status;
    await delay(200);
  }
}

const budget = (amount: number) => ({ amount, currency: 'USD' }) as const;

describe('a job with a budget', () => {
  it('pauses before it overruns, survives the death of the cloud, and goes on when the budget is raised', async () => {
    const source = await api.upload(demoClip());
    const { id } = await api.submit({ source, targets: ['es'], lipSync: 'off', budget: budget(0.004) });

    const first = await paused(id);
    expect(first.state).toBe('paused');
    expect(first.cost?.amount).toBeLessThanOrEqual(0.0045);
    expect(first.pauses?.[0]?.next).toContain('USD lets this stage run');

    await cloud.kill();
    cloud = await startCloudProcess(directory);
    expect((await paused(id)).state).toBe('paused');
    await api.post(`jobs/${id}/budget`, budget(5));
    const ended = await api.ended(id);

    expect(ended.state).toBe('completed');
    expect(ended.pauses).toBeUndefined();
    expect(ended.cost?.amount).toBeGreaterThan(first.cost?.amount ?? Number.POSITIVE_INFINITY);
    const receipt = (await api.outputs(id)).find(({ name }) => name === 'receipt.json');
    const { timing } = Receipt.parse(await (await fetch(receipt?.url ?? '')).json());
    expect(timing?.actual?.computeS).toBeGreaterThan(1);
    expect(timing?.estimate?.computeS).toBeGreaterThan(1);
    const sourceSha256 = createHash('sha256')
      .update(await readFile(demoClip()))
      .digest('hex');
    const again = Estimate.parse(await api.post('estimates', { sourceSha256, targets: ['es'], lipSync: 'off' }));
    expect(again.durationS).toBeCloseTo(23.6, 0);
  });

  it('can be cancelled while it waits', async () => {
    const source = await api.upload(demoClip());
    const { id } = await api.submit({ source, targets: ['fr'], lipSync: 'off', speakers: 2, budget: budget(0.00001) });
    await paused(id);

    await api.cancel(id);

    expect((await api.ended(id)).state).toBe('cancelled');
  });
});

describe('POST /estimates', () => {
  it('answers for a length', async () => {
    const byLength = Estimate.parse(await api.post('estimates', { durationMs: 60_000, targets: ['es', 'fr'] }));

    expect(byLength.targets.map(({ language }) => language)).toEqual(['es', 'fr']);
    expect(byLength.amount).toBeGreaterThan(0.005);
    expect(byLength.assumptions.length).toBeGreaterThan(3);
  });

  it.each([
    ['no length', { targets: ['es'] }, 400, 'request-invalid'],
    ['a source nobody stored', { targets: ['es'], sourceSha256: '0'.repeat(64) }, 404, 'source-missing'],
    ['no language', { durationMs: 1000, targets: [] }, 400, 'request-invalid'],
    ['a language nobody reaches', { durationMs: 1000, targets: ['zu'] }, 422, 'language-unreachable'],
    ['a tag that is none', { durationMs: 1000, targets: ['not a tag'] }, 400, 'language-unknown'],
    ['the language spoken', { durationMs: 1000, targets: ['en'] }, 400, 'language-same'],
    ['more speech than video', { durationMs: 1000, speechMs: 2000, targets: ['es'] }, 400, 'request-invalid'],
  ])('refuses %s as a problem', async (_, body, status, code) => {
    const response = await fetch(`${cloud.url}/api/estimates`, { method: 'POST', body: JSON.stringify(body) });

    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(Problem.parse(await response.json())).toMatchObject({ status, code });
  });
});
