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

async function begin(request: object, asked?: { readonly cloning: object; readonly language: string }) {
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
  const ref = await writeArtifact(world.artifacts, asked?.cloning ?? survey);
  const wanted =
    asked === undefined
      ? ({ capability: 'speech-recognizer', language: 'en' } as const)
      : ({ capability: 'voice-cloner', language: asked.language } as const);
  return chooseJobEngine({ jobId: 'job_1', ...wanted, survey: ref }, world);
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

describe('choosing the engine that clones a voice', () => {
  const consent = {
    ...{ by: 'Ada Lovelace', capacity: 'self', date: '2026-10-02', purpose: 'Dubbing of a lecture' },
    ...{ statement: 'I agree that my voice is imitated.', languages: ['es'], commercialUse: true },
  };
  const cloning = {
    ...survey,
    engines: [
      engine('voice', 'speech-synthesizer', { languages: ['es'] }),
      engine('mimic', 'voice-cloner', { languages: ['es', 'ca'] }),
    ],
  };
  const choose = (given: object, language = 'es') =>
    begin(
      { targets: ['es', 'ca'], voices: { '*': { clone: true, consent: { ...consent, ...given } } } },
      { cloning, language },
    );

  it('takes one that speaks the language, while the consent lasts', async () => {
    expect(await choose({})).toMatchObject({ id: 'mimic', capability: 'voice-cloner' });
    expect(await choose({ validUntil: '2026-11-21' })).toMatchObject({ id: 'mimic' });
  });

  it('refuses where the consent ended while the job waited, or does not cover this language', async () => {
    await expect(choose({ validUntil: '2026-11-20' })).rejects.toMatchObject({ code: 'consent-missing' });
    await expect(choose({}, 'ca')).rejects.toMatchObject({ code: 'consent-missing' });
  });

  it('says what no engine clones', async () => {
    await expect(choose({ languages: 'any' }, 'fr')).rejects.toMatchObject({
      code: 'language-unreachable',
      message: expect.stringContaining('clones voices that speak French'),
    });
  });
});
