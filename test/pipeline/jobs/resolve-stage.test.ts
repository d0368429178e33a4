import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JobProgress } from '../../../pipeline/contracts/job-progress.js';
import { StagePlan } from '../../../pipeline/contracts/stage-plan.js';
import type { StageRequest } from '../../../pipeline/contracts/stage-request.js';
import { buildTaskMessage } from '../../../pipeline/jobs/build-task-message.js';
import { failStage } from '../../../pipeline/jobs/fail-stage.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { resolveStage, settlePlan } from '../../../pipeline/jobs/resolve-stage.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { keyUnit } from '../../../pipeline/memo/key-unit.js';
import { createJobWorld } from './job-world.js';

const [mediaInfo] = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'media-info.json'), 'utf8'),
);
const source = { sha256: 'a'.repeat(64), sizeBytes: 10, mediaType: 'video/mp4' };
const request: StageRequest = { jobId: 'job_1', stage: 'probe', params: {}, inputs: { source } };
const progressOf = async (deps: ReturnType<typeof createJobWorld>) =>
  JobProgress.parse(await deps.documents.read(jobPaths.progress('job_1')));

async function remember(deps: ReturnType<typeof createJobWorld>, computeMs = 120) {
  const unit = await keyUnit({ stage: 'probe', params: {}, inputs: { source } });
  const media = await writeArtifact(deps.artifacts, mediaInfo);
  await deps.memos.put({ schemaVersion: 1, ...unit, outputs: { media }, computeMs });
  return media;
}

describe('resolveStage', () => {
  it('names a task for work that has no memo, and settles it once the memo is there', async () => {
    const deps = createJobWorld();

    const resolved = await resolveStage(request, deps);
    if (resolved.kind !== 'pending') throw new Error('expected tasks');
    const media = await remember(deps);
    const outcome = await settlePlan('job_1', resolved.planId, deps);

    expect(resolved.tasks).toHaveLength(1);
    expect(outcome).toEqual({ kind: 'done', outputs: { media } });
    expect((await progressOf(deps)).stages).toMatchObject([
      { stage: 'probe', state: 'done', units: 1, hits: 0, computeMs: 120 },
    ]);
  });

  it('settles at once what is remembered, and counts it as a hit that cost nothing', async () => {
    const deps = createJobWorld();
    const media = await remember(deps);

    const resolved = await resolveStage(request, deps);

    expect(resolved).toEqual({ kind: 'settled', outcome: { kind: 'done', outputs: { media } } });
    expect((await progressOf(deps)).stages).toMatchObject([{ state: 'done', units: 1, hits: 1, computeMs: 0 }]);
  });

  it('plans the same tasks when asked twice', async () => {
    const deps = createJobWorld();
    expect(await resolveStage(request, deps)).toEqual(await resolveStage(request, deps));
  });

  it('refuses to go on with a cancelled job', async () => {
    const deps = createJobWorld();
    await deps.documents.create(jobPaths.cancel('job_1'), {});

    await expect(resolveStage(request, deps)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps the message of a task under the limit of the queue, with every unit in one task', async () => {
    const deps = createJobWorld();
    const resolved = await resolveStage(request, deps);
    if (resolved.kind !== 'pending') throw new Error('expected tasks');
    const [task] = resolved.tasks;

    const message = await buildTaskMessage(
      { jobId: 'job_1', planId: resolved.planId, taskId: String(task?.taskId), attempt: 1, instanceId: 'i', sentAt: 0 },
      deps.documents,
    );

    const plan = StagePlan.parse(await deps.documents.read(jobPaths.plan('job_1', resolved.planId)));
    expect(message.units.map((unit) => unit.unitKey)).toEqual(plan.misses);
    expect(JSON.stringify(message).length).toBeLessThan(256 * 1024);
  });

  it('marks a failed stage with its failure', async () => {
    const deps = createJobWorld();
    await resolveStage(request, deps);
    const failure = { code: 'no-audio', message: 'none', next: 'submit another' } as const;

    await failStage({ jobId: 'job_1', stage: 'probe', failure }, deps);

    expect((await progressOf(deps)).stages).toMatchObject([{ stage: 'probe', state: 'failed', failure }]);
  });

  it('says cancelled, not failed, of a stage that ended with its job', async () => {
    const deps = createJobWorld();
    const failure = { code: 'cancelled', message: 'Job job_1 was cancelled.', next: '' } as const;
    await failStage({ jobId: 'job_1', stage: 'mix', language: 'es', failure }, deps);

    expect((await progressOf(deps)).stages).toMatchObject([{ stage: 'mix', state: 'cancelled' }]);
  });
});
