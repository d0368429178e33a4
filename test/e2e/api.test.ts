import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../pipeline/contracts/problem.js';
import { createApi } from './api.js';
import { type CloudProcess, startCloudProcess } from './cloud-process.js';
import { demoClip } from './demo-clip.js';

let directory: string;
let cloud: CloudProcess;
const api = createApi(() => cloud.url);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-api-'));
  cloud = await startCloudProcess(directory);
});
afterAll(async () => {
  await cloud?.stop();
  await rm(directory, { recursive: true, force: true });
});

const request = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  fetch(`${cloud.url}/api/${path}`, { method, headers, ...(body === undefined ? {} : { body }) });

async function problemOf(method: string, path: string, body?: string): Promise<Problem> {
  const response = await request(method, path, body);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

/** A file that is no video: its job ends at once. */
async function smallSource() {
  const path = join(directory, 'small.mp4');
  await writeFile(path, 'no video');
  return api.upload(path);
}

const blob = (name: string) => ({ kind: 'blob', container: 'uploads', blob: name, name: 'a.mp4' });

describe('what a stranger may send', () => {
  it.each([
    ['no body', 'jobs', undefined, 'not JSON'],
    ['half a body', 'jobs', '{"targets":', 'not JSON'],
    ['a body nested without end', 'jobs', '['.repeat(200_000), 'not JSON'],
    ['a body of 2 MB', 'jobs', `"${'x'.repeat(2_000_000)}"`, 'larger than'],
    ['no object', 'jobs', 'null', 'expected object'],
    ['a field nobody knows', 'jobs', JSON.stringify({ source: blob('a'), targets: ['es'], colour: 1 }), 'colour'],
    ['a source without a kind', 'jobs', '{"targets":["es"],"source":{}}', 'source.kind'],
    ['an upload without a name', 'uploads', '{"sizeBytes":3}', 'name: expected string'],
    ['an upload of negative size', 'uploads', '{"name":"a","sizeBytes":-1}', 'sizeBytes'],
  ])('%s is refused in one line', async (_, path, body, words) => {
    const { status, code, detail } = await problemOf('POST', path, body);
    expect({ status, code }).toEqual({ status: 400, code: 'request-invalid' });
    expect(detail).toContain(words);
    expect(detail).not.toContain('\n');
  });

  it.each(['../jobs/job_1/job.json', 'x/../../outputs/a', '..\\jobs\\job_1\\job.json', './a', '..'])(
    'a source named %s, which would lie in another container, is refused',
    async (name) => {
      const asSource = JSON.stringify({ source: blob(name), targets: ['es'] });
      expect(await problemOf('POST', 'jobs', asSource)).toMatchObject({ code: 'request-invalid' });
      const asTranscript = JSON.stringify({ source: await smallSource(), transcript: blob(name), targets: ['es'] });
      expect(await problemOf('POST', 'jobs', asTranscript)).toMatchObject({ code: 'request-invalid' });
    },
  );

  it.each(['job_0', 'JOB_1', 'nope', '..%2f..%2fetc', '%00', 'a'.repeat(3000)])('there is no job %s', async (id) => {
    expect(await problemOf('GET', `jobs/${id}`)).toMatchObject({ code: 'not-found' });
    expect(await problemOf('GET', `jobs/${id}/outputs`)).toMatchObject({ code: 'not-found' });
    expect(await problemOf('DELETE', `jobs/${id}`)).toMatchObject({ code: 'not-found' });
  });

  it.each(['0', '-1', 'abc', '1.5', ''])('a list of "%s" jobs is refused', async (limit) => {
    expect(await problemOf('GET', `jobs?limit=${limit}`)).toMatchObject({ code: 'request-invalid' });
  });

  it('other methods and addresses are not there, and the server goes on', async () => {
    expect((await request('PUT', 'jobs', '{}')).status).toBe(404);
    expect((await request('GET', 'nope')).status).toBe(404);
    expect((await request('GET', 'health')).status).toBe(200);
  });
});

describe('asking twice', () => {
  it('one idempotency key is one job, and another request under it is a conflict', async () => {
    const source = await smallSource();
    const first = await api.submit({ source, targets: ['es'] }, 'key-1');
    const again = await api.submit({ source, targets: ['es'] }, 'key-1');
    expect(again.id).toBe(first.id);
    await expect(api.submit({ source, targets: ['fr'] }, 'key-1')).rejects.toMatchObject({
      body: { code: 'conflict' },
    });
  });

  it('an empty key is no key', async () => {
    const source = await smallSource();
    const [first, second] = [
      await api.submit({ source, targets: ['es'] }, ''),
      await api.submit({ source, targets: ['fr'] }, ''),
    ];
    expect(second.id).not.toBe(first.id);
  });

  it('one language under several spellings is one target', async () => {
    const { targets } = await api.submit({ source: await smallSource(), targets: ['ES', 'es', 'pt-br', 'pt-BR'] });
    expect(targets.map(({ language }) => language)).toEqual(['es', 'pt-BR']);
  });

  it('a running job has no outputs yet, and cancelling it twice is cancelling it once', async () => {
    const { id } = await api.submit({ source: await api.upload(demoClip()), targets: ['es'] });
    expect(await problemOf('GET', `jobs/${id}/outputs`)).toMatchObject({ code: 'conflict' });
    expect((await request('DELETE', `jobs/${id}`)).status).toBe(202);
    expect((await request('DELETE', `jobs/${id}`)).status).toBeLessThan(300);
    expect((await api.ended(id)).state).toBe('cancelled');
    expect((await request('DELETE', `jobs/${id}`)).status).toBe(200);
    expect(await api.outputs(id)).toEqual([]);
  });

  it('a job that ended otherwise cannot be cancelled any more', async () => {
    const { id } = await api.submit({ source: await smallSource(), targets: ['es'] });
    expect((await api.ended(id)).state).toBe('failed');
    expect(await problemOf('DELETE', `jobs/${id}`)).toMatchObject({ code: 'conflict' });
  });
});
