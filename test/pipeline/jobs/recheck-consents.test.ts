import { describe, expect, it } from 'vitest';
import type { StageRequest } from '../../../pipeline/contracts/stage-request.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { resolveStage } from '../../../pipeline/jobs/resolve-stage.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { createJobWorld } from './job-world.js';

const source = { kind: 'blob', container: 'uploads', blob: 'x/talk.mp4', name: 'talk.mp4' } as const;
const consent = {
  ...{ by: 'Ada Lovelace', capacity: 'self', date: '2026-10-02', purpose: 'Dubbing of a lecture' },
  ...{ statement: 'I agree that my voice is imitated by a computer.', languages: ['es', 'fr'], commercialUse: true },
  validUntil: '2026-11-30',
};

/** A job accepted on 2026-11-21, of which a stage comes to be planned later. */
async function resolveOn(day: string, stage: Pick<StageRequest, 'stage' | 'params' | 'language'>) {
  const world = createJobWorld({ 'uploads/x/talk.mp4': { etag: 'e1' } });
  const voices = { '*': { clone: true, consent } };
  const request = parseRequest({ source, targets: ['es', 'fr'], voices });
  const { id: jobId } = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k' }, world);
  const line = { id: 'a', startMs: 0, endMs: 9000, text: 'line', words: [], speaker: 'spk_1' };
  const transcript = { language: 'en', segments: [line], speakers: [{ id: 'spk_1' }] };
  const inputs = {
    transcript: await writeArtifact(world.artifacts, transcript),
    sound: await writeArtifact(world.artifacts, 'sound'),
  };
  return resolveStage({ jobId, ...stage, inputs }, { ...world, now: () => new Date(`${day}T10:00:00Z`) });
}

const sampling = { stage: 'sample-voices', language: 'es', params: { speakers: { '*': true } } } as const;

describe('a consent that ends while a job waits', () => {
  it('lets samples be taken to its last day', async () => {
    expect(await resolveOn('2026-11-30', sampling)).toMatchObject({ kind: 'pending' });
  });

  it.each([
    ['no sample is taken', sampling],
    ['nothing is spoken in a voice that was sampled', { ...sampling, stage: 'synthesize', params: { cloner: {} } }],
    ['no sample is taken for all languages at once', { stage: 'sample-voices', params: sampling.params }],
  ] as const)('permits nothing after it: %s', async (_, stage) => {
    await expect(resolveOn('2026-12-01', stage)).rejects.toMatchObject({
      ...{ code: 'consent-missing', retryable: false },
      message: expect.not.stringContaining('Lovelace'),
    });
  });

  it('is no matter to stages that clone nobody', async () => {
    await expect(resolveOn('2026-12-01', { stage: 'mix', params: {} })).resolves.toMatchObject({ kind: 'pending' });
  });
});
