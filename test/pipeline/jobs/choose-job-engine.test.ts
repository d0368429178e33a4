import { describe, expect, it } from 'vitest';
import type { Capability } from '../../../pipeline/contracts/engine-descriptor.js';
import { JobRequest } from '../../../pipeline/contracts/job-request.js';
import { chooseJobEngine } from '../../../pipeline/jobs/choose-job-engine.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { createJobWorld } from './job-world.js';

const engine = (id: string, capability: Capability, more: object) => ({
  ...{ id, capability, version: '1', fingerprint: 'f'.repeat(64), tier: 'embedded', licence: 'MIT' },
  ...{ isCommercialUseAllowed: true, quality: 30, languages: [], ...more },
});
const survey = {
  ...{ workerVersion: 'test', missing: [] },
  engines: [
    engine('ears', 'speech-recognizer', { languages: ['en'] }),
    engine('tongues', 'translator', { languages: ['en', 'es'], pairs: [{ from: 'en', to: 'es' }] }),
    engine('voice', 'speech-synthesizer', { languages: ['es', 'ja'], voices: [] }),
  ],
};

async function begin(request: object) {
  const world = createJobWorld();
  const job = {
    ...{ schemaVersion: 1, id: 'job_1', sourceLanguage: 'en', etags: {}, startedBy: 'api' },
    ...{ workerVersion: 'v1', createdAt: '2026-11-21T10:00:00.000Z' },
    request: JobRequest.parse({
      source: { kind: 'blob', container: 'uploads', blob: 'talk.mp4', name: 'talk.mp4' },
      ...request,
    }),
  };
  await world.documents.write(jobPaths.document('job_1'), job);
  const ref = await writeArtifact(world.artifacts, survey);
  return chooseJobEngine({ jobId: 'job_1', capability: 'speech-recognizer', language: 'en', survey: ref }, world);
}
const translation = { kind: 'blob', container: 'uploads', blob: 'ja.srt', name: 'ja.srt' };

describe('choosing the engine that hears a job', () => {
  it('goes on where a target can be reached, whatever becomes of the others', async () => {
    expect(await begin({ targets: ['es'] })).toMatchObject({ id: 'ears' });
    expect(await begin({ targets: ['ja', 'es'] })).toMatchObject({ id: 'ears' });
  });

  it('refuses a job none of whose targets can be translated to, before it hears anything', async () => {
    await expect(begin({ targets: ['ja'] })).rejects.toMatchObject({ code: 'language-unreachable' });
  });

  it('counts a translation that is brought, and still wants a voice', async () => {
    expect(await begin({ targets: ['ja'], translations: { ja: translation } })).toMatchObject({ id: 'ears' });
    await expect(begin({ targets: ['fr'], translations: { fr: translation } })).rejects.toMatchObject({
      code: 'language-unreachable',
    });
  });
});
