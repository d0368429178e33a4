import { describe, expect, it } from 'vitest';
import { JobDocument } from '../../../pipeline/contracts/job-document.js';
import { JobResult } from '../../../pipeline/contracts/job-result.js';
import { acceptDroppedFile } from '../../../pipeline/jobs/accept-dropped-file.js';
import { acceptJob } from '../../../pipeline/jobs/accept-job.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { parseRequest } from '../../../pipeline/jobs/parse-request.js';
import { createJobWorld } from './job-world.js';

const source = { kind: 'blob', container: 'uploads', blob: 'x/talk.mp4', name: 'talk.mp4' } as const;
const world = () => createJobWorld({ 'uploads/x/talk.mp4': { etag: 'e1' } });
const accept = (request: unknown, deps = world(), idempotencyKey = 'k1') =>
  acceptJob({ request: parseRequest(request), startedBy: 'api', idempotencyKey }, deps);

describe('acceptJob', () => {
  it('writes the job with its source pinned and starts it', async () => {
    const deps = world();

    const job = await accept({ source, targets: ['es', 'fr', 'es'] }, deps);

    expect(job).toMatchObject({ sourceLanguage: 'en', etags: { 'uploads/x/talk.mp4': 'e1' } });
    expect(job.request.targets).toEqual(['es', 'fr']);
    expect(deps.started).toEqual([job.id]);
    expect(JobDocument.parse(await deps.documents.read(jobPaths.document(job.id)))).toEqual(job);
  });

  it('gives the same job for the same idempotency key, and refuses another request under it', async () => {
    const deps = world();
    const first = await accept({ source, targets: ['es'] }, deps);

    expect((await accept({ source, targets: ['es'] }, deps)).id).toBe(first.id);
    await expect(accept({ source, targets: ['fr'] }, deps)).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    ['no target', { source, targets: [] }, 'language-missing'],
    ['no targets at all', { source }, 'language-missing'],
    ['a malformed tag', { source, targets: ['not a tag'] }, 'language-unknown'],
    ['a language nobody knows', { source, targets: ['qqq'] }, 'language-unknown'],
    ['the spoken language', { source, targets: ['en'] }, 'language-same'],
    ['the spoken language of a region', { source, targets: ['en-GB'] }, 'language-same'],
    ['an unknown field', { source, targets: ['es'], colour: 'red' }, 'request-invalid'],
    ['a source that is not there', { source: { ...source, blob: 'x/gone.mp4' }, targets: ['es'] }, 'source-missing'],
    [
      'bytes nobody stored',
      {
        source: { kind: 'artifact', sha256: 'a'.repeat(64), sizeBytes: 3, mediaType: 'video/mp4', name: 'talk.mp4' },
        targets: ['es'],
      },
      'source-missing',
    ],
  ])('refuses %s', async (_, request, code) => {
    await expect(async () => accept(request)).rejects.toMatchObject({ code });
  });
});

describe('acceptDroppedFile', () => {
  const file = { container: 'inbox', blob: 'talk.mp4' } as const;
  const jobOf = async (deps: ReturnType<typeof createJobWorld>, id: string | undefined) =>
    JobDocument.parse(await deps.documents.read(jobPaths.document(String(id))));

  it('takes the settings of the sidecar first', async () => {
    const deps = createJobWorld({
      'inbox/talk.mp4': { etag: 'e1', metadata: { targets: 'fr' } },
      'inbox/talk.mp4.job.json': { etag: 'e2', text: '{"targets":["it","pt-BR"],"speakers":2}' },
    });

    const job = await jobOf(deps, await acceptDroppedFile(file, deps));

    expect(job.request).toMatchObject({ targets: ['it', 'pt-BR'], speakers: 2 });
  });

  it('takes blob metadata next, then the defaults of the deployment', async () => {
    const withMetadata = createJobWorld({ 'inbox/talk.mp4': { etag: 'e1', metadata: { targets: 'fr, it' } } });
    const bare = createJobWorld({ 'inbox/talk.mp4': { etag: 'e1' } });

    expect((await jobOf(withMetadata, await acceptDroppedFile(file, withMetadata))).request.targets).toEqual([
      'fr',
      'it',
    ]);
    expect((await jobOf(bare, await acceptDroppedFile(file, bare))).request.targets).toEqual(['es']);
  });

  it('makes one job of an event that comes twice, and another of a new version', async () => {
    const deps = createJobWorld({ 'inbox/talk.mp4': { etag: 'e1' } });
    const newer = createJobWorld({ 'inbox/talk.mp4': { etag: 'e2' } });

    const ids = [await acceptDroppedFile(file, deps), await acceptDroppedFile(file, deps)];

    expect(ids[0]).toBe(ids[1]);
    expect(await acceptDroppedFile(file, newer)).not.toBe(ids[0]);
  });

  it('starts nothing for a sidecar or a file that is gone', async () => {
    const deps = createJobWorld({ 'inbox/talk.mp4.job.json': { etag: 'e', text: '{}' } });

    expect(await acceptDroppedFile({ container: 'inbox', blob: 'talk.mp4.job.json' }, deps)).toBeUndefined();
    expect(await acceptDroppedFile(file, deps)).toBeUndefined();
    expect(deps.started).toEqual([]);
  });

  it('files a failed job for settings that cannot be used', async () => {
    const deps = createJobWorld({
      'inbox/talk.mp4': { etag: 'e1' },
      'inbox/talk.mp4.job.json': { etag: 'e2', text: '{"targets":["en"]}' },
    });

    const id = await acceptDroppedFile(file, deps);

    const result = JobResult.parse(await deps.documents.read(jobPaths.result(String(id))));
    expect(result).toMatchObject({ state: 'failed', failure: { code: 'language-same' } });
    expect(deps.started).toEqual([]);
  });
});
