import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobTrace } from '../../../pipeline/contracts/job-trace.js';
import { type FakePolydub, startFakePolydub } from '../fake-polydub/start-fake-polydub.js';
import { type CliWorld, createCliWorld } from '../play-cli.js';

let fake: FakePolydub;
let world: CliWorld;
beforeEach(async () => {
  fake = await startFakePolydub();
  world = await createCliWorld();
  world.env['POLYDUB_URL'] = fake.url;
  await writeFile(join(world.cwd, 'talk.mp4'), 'a video');
  await world.run('submit', 'talk.mp4', '--to', 'es');
});
afterEach(async () => {
  expect(fake.violations).toEqual([]);
  await fake.dispose();
  await world.dispose();
});

describe('polydub trace', () => {
  it('prints the waterfall on standard output, without colour and without a terminal', async () => {
    const { stdout, exitCode } = await world.run('trace', 'job_1');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('job_1  completed  trace 0af7651916cd43dd8448eb211c80319c');
    expect(stdout).toMatch(/^ {2}stage mix +1\.0 s +█+$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('gives the spans themselves as JSON', async () => {
    const { stdout } = await world.run('trace', 'job_1', '--json');

    expect(JobTrace.parse(JSON.parse(stdout)).spans).toHaveLength(2);
  });

  it('says that there is no such job', async () => {
    const { stderr, exitCode } = await world.run('trace', 'job_9');

    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('[not-found]');
  });
});
