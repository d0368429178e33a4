import { describe, expect, it } from 'vitest';
import { JobProgress } from '../../../pipeline/contracts/job-progress.js';
import { JobRequest } from '../../../pipeline/contracts/job-request.js';
import type { StageRequest } from '../../../pipeline/contracts/stage-request.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { buildStatus } from '../../../pipeline/jobs/build-status.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { notePause } from '../../../pipeline/jobs/note-pause.js';
import { raiseBudget } from '../../../pipeline/jobs/raise-budget.js';
import { readJob } from '../../../pipeline/jobs/read-job.js';
import { resolveStage } from '../../../pipeline/jobs/resolve-stage.js';
import { updateProgress } from '../../../pipeline/jobs/update-progress.js';
import { createJobWorld } from './job-world.js';

const speech = { sha256: 'c'.repeat(64), sizeBytes: 30, mediaType: 'audio/wav' };

/** A job of an hour with a budget, probed. */
async function begin(amount: number) {
  const deps = createJobWorld({ 'uploads/talk.mp4': { etag: '"1"' } });
  const request = JobRequest.parse({
    source: { kind: 'blob', container: 'uploads', blob: 'talk.mp4', name: 'talk.mp4' },
    targets: ['es'],
    budget: { amount },
  });
  const { id } = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'one' }, deps);
  await updateProgress(deps.documents, id, (progress) => ({ ...progress, durationMs: 3_600_000 }));
  const separate: StageRequest = { jobId: id, stage: 'separate', params: {}, inputs: { source: speech } };
  const shots: StageRequest = { ...separate, stage: 'detect-shots' };
  const progress = async () => JobProgress.parse(await deps.documents.read(jobPaths.progress(id)));
  const status = async () => buildStatus(await readJob(deps.documents, id), await progress(), deps.now().getTime());
  return { deps, id, separate, shots, progress, status };
}

describe('a budget', () => {
  it('lets a stage run that fits, and counts it as foreseen while it runs', async () => {
    const { deps, separate, status } = await begin(1);

    expect((await resolveStage(separate, deps)).kind).toBe('pending');

    const { cost, state } = await status();
    expect(state).toBe('running');
    expect(cost?.amount).toBeGreaterThan(0.001);
    expect(cost?.budget).toEqual({ amount: 1, currency: 'USD' });
  });

  it('holds back a stage that would take the job above it, counting what runs beside it', async () => {
    const { deps, separate, shots, status } = await begin(0.016);

    const first = await resolveStage(separate, deps);
    const second = await resolveStage(shots, deps);

    expect([first.kind, second.kind]).toEqual(['pending', 'over-budget']);
    if (second.kind !== 'over-budget') return;
    expect(second.spent + second.amount).toBeGreaterThan(second.budget);
    expect((await status()).pauses).toMatchObject([{ stage: 'detect-shots' }]);
    expect((await status()).state).toBe('running');
  });

  it('pauses the job where nothing else runs, and says with which budget it goes on', async () => {
    const { deps, id, separate, status } = await begin(0.0001);
    await resolveStage(separate, deps);

    const { state, pauses = [], secondsLeft } = await status();
    const [pause] = pauses;
    expect({ state, secondsLeft }).toEqual({ state: 'paused', secondsLeft: undefined });
    expect(pause?.next).toContain(String(pause?.neededAmount));

    await raiseBudget(id, { amount: pause?.neededAmount ?? 0, currency: 'USD' }, deps);
    expect((await resolveStage(separate, deps)).kind).toBe('pending');
    expect((await status()).pauses).toBeUndefined();
  });

  it('names who waits to whoever raises it', async () => {
    const { deps, id, separate } = await begin(0.0001);
    await resolveStage(separate, deps);
    const noted = await notePause({ jobId: id, stage: 'separate', instanceId: 'i-1' }, deps);

    expect(noted).toEqual({ isWaiting: true });
    expect(await raiseBudget(id, { amount: 5, currency: 'USD' }, deps)).toEqual(['i-1']);
  });

  it('keeps nobody waiting when it was raised, or the job cancelled, in between', async () => {
    const raised = await begin(0.0001);
    await resolveStage(raised.separate, raised.deps);
    expect(await raiseBudget(raised.id, { amount: 5, currency: 'USD' }, raised.deps)).toEqual([]);
    const cancelled = await begin(0.0001);
    await resolveStage(cancelled.separate, cancelled.deps);
    await cancelled.deps.documents.create(jobPaths.cancel(cancelled.id), {});

    for (const { id, deps } of [raised, cancelled]) {
      expect(await notePause({ jobId: id, stage: 'separate', instanceId: 'i' }, deps)).toEqual({ isWaiting: false });
    }
  });

  it('cannot be changed once the job has ended', async () => {
    const { deps, id } = await begin(1);
    await updateProgress(deps.documents, id, (progress) => ({ ...progress, endedAt: '2026-11-21T10:00:00Z' }));
    await expect(raiseBudget(id, { amount: 5, currency: 'USD' }, deps)).rejects.toMatchObject({ code: 'conflict' });
  });
});
