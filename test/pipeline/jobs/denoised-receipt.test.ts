import { describe, expect, it } from 'vitest';
import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { buildReceipt } from '../../../pipeline/jobs/build-receipt.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { loadBrief } from '../../../pipeline/jobs/load-brief.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { emptyProgress } from '../../../pipeline/jobs/update-progress.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { createJobWorld } from './job-world.js';

const source = { kind: 'blob', container: 'inbox', blob: 'a.mp4', name: 'a.mp4' } as const;
const denoisedBy: EngineChoice = {
  ...{ capability: 'denoiser', id: 'gtcrn', version: '1', fingerprint: 'f'.repeat(64) },
  ...{ licence: 'MIT and CC-BY-4.0', reason: 'noisy speech: its background rates 2.1 of 5' },
};

async function begin(more: object = {}) {
  const deps = createJobWorld({ 'inbox/a.mp4': { etag: 'e' } });
  const request = parseRequest({ source, targets: ['es'], ...more });
  const { id } = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k' }, deps);
  return { deps, id };
}

async function receiptOf(transcript: object): Promise<Receipt> {
  const { deps, id } = await begin();
  await deps.documents.write(jobPaths.progress(id), emptyProgress);
  const made = { transcript: await writeArtifact(deps.artifacts, { language: 'en', segments: [], ...transcript }) };
  return Receipt.parse(await buildReceipt({ jobId: id, language: 'es', made }, [], deps));
}

describe('the receipt of a job', () => {
  it('names the denoiser its words were heard through, with its licence, among the engines and in plain words', async () => {
    const { engines, languages } = await receiptOf({ denoisedBy });
    expect(engines).toEqual([denoisedBy]);
    expect(languages[0]?.warnings).toEqual([
      'The words were recognized after noise was taken out by gtcrn 1 (MIT and CC-BY-4.0): noisy speech: its background rates 2.1 of 5.',
    ]);
  });

  it('says nothing of one where the sound was heard as it is', async () => {
    const { engines, languages } = await receiptOf({});
    expect(engines).toEqual([]);
    expect(languages[0]).not.toHaveProperty('warnings');
  });
});

describe('the brief of a job', () => {
  it('carries a denoiser that is asked for by name, and none otherwise', async () => {
    const asked = await begin({ engines: { denoiser: 'dtln' } });
    expect((await loadBrief(asked.id, asked.deps)).asked).toEqual(['denoiser']);
    const plain = await begin();
    expect(await loadBrief(plain.id, plain.deps)).not.toHaveProperty('asked');
  });
});
