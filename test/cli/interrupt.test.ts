import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleStatus } from './fake-polydub/sample-status.js';
import { type FakePolydub, startFakePolydub } from './fake-polydub/start-fake-polydub.js';
import { type CliWorld, createCliWorld } from './play-cli.js';

let fake: FakePolydub;
let world: CliWorld;

beforeEach(async () => {
  fake = await startFakePolydub();
  fake.plan.statuses = (id) => [sampleStatus({ id })];
  world = await createCliWorld();
  await writeFile(join(world.cwd, 'talk.mp4'), 'a video');
  world.onSleep = () => world.interrupt();
});

afterEach(async () => {
  expect(fake.violations).toEqual([]);
  await fake.dispose();
  await world.dispose();
});

describe('Ctrl-C', () => {
  it('stops waiting, keeps the job and says how to come back', async () => {
    const run = await world.run('dub', 'talk.mp4', '--to', 'es', '--server', fake.url);

    expect(run.exitCode).toBe(130);
    expect(run.stderr).toContain('Stopped waiting; job job_1 goes on without you. [interrupted]');
    expect(run.stderr).toContain(`next: polydub status job_1 --watch --server ${fake.url}`);
    expect(fake.jobs.get('job_1')?.isCancelled).toBe(false);
    expect(world.isListening()).toBe(false);
  });

  it('says it in the words that work where npm started the program', async () => {
    world.env['npm_lifecycle_event'] = 'dub';

    const run = await world.run('dub', 'talk.mp4', '--to', 'es', '--server', fake.url);

    expect(run.stderr).toContain('next: npm run polydub -- status job_1 --watch');
  });

  it('is one JSON document under --json', async () => {
    const run = await world.run('dub', 'talk.mp4', '--to', 'es', '--server', fake.url, '--json');

    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'interrupted' } });
  });

  it('cancels the job where that was asked for', async () => {
    const run = await world.run('dub', 'talk.mp4', '--to', 'es', '--server', fake.url, '--cancel-on-interrupt');

    expect(run.exitCode).toBe(4);
    expect(run.stderr).toContain('Job job_1 was cancelled. [cancelled]');
    expect(fake.jobs.get('job_1')?.isCancelled).toBe(true);
  });
});
