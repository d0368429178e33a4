import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../pipeline/contracts/failure.js';
import { JobResult } from '../../../pipeline/contracts/job-result.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { buildStatus } from '../../../pipeline/jobs/build-status.js';
import { finishJob } from '../../../pipeline/jobs/finish-job.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { outputFiles } from '../../../pipeline/jobs/output-files.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { safeFileName } from '../../../pipeline/jobs/safe-file-name.js';
import { emptyProgress } from '../../../pipeline/jobs/update-progress.js';
import { createJobWorld } from './job-world.js';

const source = { kind: 'blob', container: 'inbox', blob: 'a.mp4', name: 'a.mp4' } as const;
const failure = (code: Failure['code']): Failure => ({ code, message: 'why', next: 'what to do' });

async function end(targets: Readonly<Record<string, Failure | undefined>>, jobFailure?: Failure) {
  const deps = createJobWorld({ 'inbox/a.mp4': { etag: 'e' } });
  const request = parseRequest({ source, targets: Object.keys(targets) });
  const { id } = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k' }, deps);
  for (const [language, why] of Object.entries(targets)) {
    if (jobFailure === undefined) {
      await deps.documents.write(jobPaths.target(id, language), { language, files: [], ...(why && { failure: why }) });
    }
  }
  await finishJob({ jobId: id, ...(jobFailure && { failure: jobFailure }) }, deps);
  return JobResult.parse(await deps.documents.read(jobPaths.result(id)));
}

describe('finishJob', () => {
  it('completes when every language did', async () => {
    expect((await end({ es: undefined, fr: undefined })).state).toBe('completed');
  });

  it('keeps the languages that worked when one fails', async () => {
    const result = await end({ es: undefined, ja: failure('language-unreachable') });
    expect(result.state).toBe('completed-with-failures');
    expect(result.targets.map((target) => target.failure?.code)).toEqual([undefined, 'language-unreachable']);
  });

  it('fails when none worked, and when the shared stages failed', async () => {
    expect((await end({ ja: failure('language-unreachable') })).state).toBe('failed');
    const shared = await end({ es: undefined, fr: undefined }, failure('no-audio'));
    expect(shared.state).toBe('failed');
    expect(shared.targets.every((target) => target.failure?.code === 'no-audio')).toBe(true);
  });

  it('says cancelled when it was', async () => {
    expect((await end({ es: failure('cancelled') })).state).toBe('cancelled');
  });
});

describe('buildStatus', () => {
  it('grows with the work done and estimates what is left', async () => {
    const deps = createJobWorld({ 'inbox/a.mp4': { etag: 'e' } });
    const request = parseRequest({ source, targets: ['es'] });
    const job = await acceptJob({ request, startedBy: 'api', idempotencyKey: 'k' }, deps);
    const stage = { units: 1, hits: 0, computeMs: 0, startedAt: job.createdAt };
    const at = Date.parse(job.createdAt) + 10_000;

    const early = buildStatus(
      job,
      { ...emptyProgress, stages: [{ ...stage, stage: 'probe', state: 'done', progress: 1 }] },
      at,
    );
    const later = buildStatus(
      job,
      {
        ...emptyProgress,
        plans: { transcribe: 'p1' },
        tasks: { 'p1-0': 0.5 },
        stages: [
          { ...stage, stage: 'probe', state: 'done', progress: 1 },
          { ...stage, stage: 'transcribe', state: 'running', progress: 0 },
        ],
      },
      at,
    );

    expect(later.progress).toBeGreaterThan(early.progress);
    expect(later.stages[1]?.progress).toBe(0.5);
    expect(later.secondsLeft).toBeGreaterThan(0);
  });
});

describe('output names', () => {
  it.each([
    ["it's a tést 日本.mp4", "it's a tést 日本"],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['con:?*', 'con___'],
    ['...', 'video'],
    ['a\u0000b\u202e', 'a_b_'],
  ])('makes %j safe', (name, safe) => {
    expect(safeFileName(name.replace(/\.mp4$/, ''))).toBe(safe);
  });

  it('names files by source and language, and the video by what it is', () => {
    const ref = (mediaType: string) => ({ sha256: 'a'.repeat(64), sizeBytes: 1, mediaType });
    const files = outputFiles('talk.webm', 'pt-BR', {
      video: ref('video/x-matroska'),
      srt: ref('text/plain'),
      fit: ref('x'),
    });
    expect(files.map((file) => file.name)).toEqual(['talk.pt-BR.mkv', 'talk.pt-BR.srt']);
  });

  it('names the set for the hard of hearing as players look for it, and gives the checks along', () => {
    const ref = { sha256: 'a'.repeat(64), sizeBytes: 1, mediaType: 'text/plain' };
    const made = ['srt', 'sdh-srt', 'sdh-vtt', 'subtitle-report', 'sdh-report', 'source-srt', 'burn-in'];
    const files = outputFiles('talk.mp4', 'es', Object.fromEntries(made.map((name) => [name, ref])));

    expect(files.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'subtitles talk.es.srt',
      'subtitles talk.es.sdh.srt',
      'subtitles talk.es.sdh.vtt',
      'report talk.es.subtitles.qc.json',
      'report talk.es.sdh.qc.json',
    ]);
  });
});
