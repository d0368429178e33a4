import { describe, expect, it } from 'vitest';
import { JobProgress } from '../../../pipeline/contracts/job-progress.js';
import type { Span } from '../../../pipeline/contracts/span.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { failStage } from '../../../pipeline/jobs/fail-stage.js';
import { finishJob } from '../../../pipeline/jobs/finish-job.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { readJob } from '../../../pipeline/jobs/read-job.js';
import { resolveStage } from '../../../pipeline/jobs/resolve-stage.js';
import { buildTrace } from '../../../platform/telemetry/build-trace.js';
import { createKnownJobs } from '../../../platform/telemetry/create-known-jobs.js';
import { type TraceActivityParams, traceActivity } from '../../../platform/telemetry/trace-activity.js';
import { createJobWorld } from '../../pipeline/jobs/job-world.js';
import { traceId } from './span-fixture.js';

const media = { sha256: 'a'.repeat(64), sizeBytes: 1, mediaType: 'video/mp4' };

/** An accepted job, and a way to run activities of it that notes what they tell. */
async function createTracedJob() {
  const world = createJobWorld({ 'uploads/a.mp4': { etag: '"1"' } });
  const source = { kind: 'blob', container: 'uploads', blob: 'a.mp4', name: 'a.mp4' };
  const trace = { traceId, parentSpanId: 'b7ad6b7169203331' };
  const request = parseRequest({ source, targets: ['es'] });
  const { id: jobId } = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k', trace }, world);
  const told: Span[] = [];
  const lines: object[] = [];
  const log = (event: string, fields?: object) => void lines.push({ event, ...fields });
  const run = <T>(name: string, input: object, work: Parameters<typeof traceActivity<T>>[1]) =>
    traceActivity({ name, input: { jobId, ...input } } satisfies TraceActivityParams, work, {
      documents: world.documents,
      findJob: createKnownJobs(world.documents),
      spans: { record: (_, spans) => void told.push(...spans), flush: async () => undefined },
      log: { info: log, warn: log, error: log },
      nowMs: Date.now,
      costOf: ({ computeMs, plan }) => plan.units.length + computeMs,
    });
  const trace1 = async () => {
    const [job, progress] = await Promise.all([
      readJob(world.documents, jobId),
      world.documents.read(jobPaths.progress(jobId)),
    ]);
    return buildTrace({ job, progress: JobProgress.parse(progress), told });
  };
  return { world, jobId, told, lines, run, readTrace: trace1 };
}

const probe = { stage: 'probe', params: {}, inputs: { source: media } } as const;

describe('an activity', () => {
  it('is told under the stage its plan is for, before the stage itself is told', async () => {
    const { world, jobId, told, lines, run, readTrace } = await createTracedJob();
    await run('resolve-stage', probe, ({ documents }) => resolveStage({ jobId, ...probe }, { ...world, documents }));

    expect(told.map(({ name }) => name)).toEqual(['resolve-stage']);
    const { spans, adopted } = await readTrace();
    expect(adopted).toBe(0);
    expect(spans.map(({ name, endMs }) => [name, endMs === undefined])).toEqual([
      ['job localize', true],
      ['stage probe', true],
      ['resolve-stage', false],
    ]);
    expect(lines).toEqual([
      expect.objectContaining({ event: 'activity.done', jobId, stage: 'probe', traceId, spanId: told[0]?.spanId }),
    ]);
  });

  it('that runs again tells the same span again, and the trace has it once', async () => {
    const { world, jobId, told, run, readTrace } = await createTracedJob();
    const again = () =>
      run('resolve-stage', probe, ({ documents }) => resolveStage({ jobId, ...probe }, { ...world, documents }));
    await again();
    await again();

    expect(told.map(({ spanId }) => spanId)).toEqual([told[0]?.spanId, told[0]?.spanId]);
    const found = (await readTrace()).spans.filter(({ name }) => name === 'resolve-stage');
    expect(found).toHaveLength(1);
    expect(found[0]?.attributes['polydub.runs']).toBe(2);
  });

  it('that throws is told with its code and throws on', async () => {
    const { told, run } = await createTracedJob();
    const work = run('send-task', { planId: 'p', taskId: 't-0', attempt: 1 }, async () => {
      throw new PipelineError('unavailable', 'Away.');
    });

    await expect(work).rejects.toThrow('Away.');
    expect(told[0]).toMatchObject({
      failure: { code: 'unavailable' },
      attributes: { 'polydub.task.id': 't-0', 'polydub.attempt': 1 },
    });
  });

  it('gives its messages a parent in the job’s trace: itself', async () => {
    const { told, run } = await createTracedJob();
    const sent = await run('send-task', { taskId: 't-0' }, ({ traceparent }) => traceparent());

    expect(sent).toBe(`00-${traceId}-${told[0]?.spanId}-01`);
  });

  it('does its work where nothing can be told of it', async () => {
    const { told, run } = await createTracedJob();
    expect(await run('load-brief', { jobId: 'job_unknown' }, async () => 'done')).toBe('done');
    expect(told).toEqual([]);
  });
});

describe('what an activity brings to its end', () => {
  it('is told with it: the failed stage, the target, the job', async () => {
    const { world, jobId, told, run, readTrace } = await createTracedJob();
    const failure = { code: 'no-audio', message: 'There is no sound.', next: 'Choose another file.' } as const;
    await run('resolve-stage', probe, ({ documents }) => resolveStage({ jobId, ...probe }, { ...world, documents }));
    await run('fail-stage', { stage: 'probe', failure }, ({ documents }) =>
      failStage({ jobId, stage: 'probe', failure }, { ...world, documents }),
    );
    await run('finish-job', { failure }, ({ documents }) => finishJob({ jobId, failure }, { ...world, documents }));

    expect(told.map(({ name, failure: why }) => [name, why?.code])).toEqual([
      ['resolve-stage', undefined],
      ['fail-stage', undefined],
      ['stage probe', 'no-audio'],
      ['finish-job', undefined],
      ['target es', 'no-audio'],
      ['job localize', 'no-audio'],
    ]);
    expect(told.find(({ name }) => name === 'stage probe')?.attributes).not.toHaveProperty('polydub.cost_usd');
    expect(told.find(({ name }) => name === 'job localize')?.parentSpanId).toBe('b7ad6b7169203331');
    const { spans, adopted } = await readTrace();
    expect(adopted).toBe(0);
    expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
    expect(spans.filter(({ name }) => name === 'stage probe')).toHaveLength(1);
  });
});
