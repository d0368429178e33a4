import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.js';
import { exitNameOf } from '../../cli/failures/exit-name-of.js';
import { errorTable } from '../../pipeline/errors/error-table.js';
import { type FakePolydub, startFakePolydub } from './fake-polydub/start-fake-polydub.js';
import { type CliWorld, createCliWorld } from './play-cli.js';

let fake: FakePolydub;
let world: CliWorld;

beforeEach(async () => {
  fake = await startFakePolydub();
  world = await createCliWorld();
  world.env['POLYDUB_URL'] = fake.url;
  await writeFile(join(world.cwd, 'talk.mp4'), 'a video');
});

afterEach(async () => {
  await fake.dispose();
  await world.dispose();
});

const failing = async (...args: string[]) => {
  const { exitCode, stdout } = await world.run(...args, '--json');
  return { exitCode, ...JSON.parse(stdout).error };
};

describe('a server', () => {
  it('that does not answer ends the program with 7, at once', async () => {
    await fake.dispose();

    const failure = await failing('list');

    expect(failure).toMatchObject({ exitCode: 7, code: 'server-unreachable' });
    expect(failure.message).toContain('ECONNREFUSED');
    expect(world.sleptMs()).toBe(0);
  });

  it('that wants another key is named as such, and takes the right one', async () => {
    fake.plan.key = 'secret';
    expect(await failing('list')).toMatchObject({ exitCode: 7, code: 'key-refused' });

    world.env['POLYDUB_KEY'] = 'secret';

    expect((await world.run('list')).exitCode).toBe(0);
  });

  it('that is busy is asked again after the time it names', async () => {
    fake.plan.problems.set('GET /jobs', [
      { status: 429, headers: { 'retry-after': '3' } },
      { status: 503, headers: { 'retry-after': '2' } },
    ]);

    const { exitCode } = await world.run('list');

    expect(exitCode).toBe(0);
    expect(world.sleptMs()).toBe(5000);
  });

  it('that refuses the request is quoted: code, reason and next step', async () => {
    const body = {
      type: 'about:blank',
      title: 'Bad',
      status: 400,
      detail: '"qqq" is no language.',
      code: 'language-unknown',
      next: 'Use es.',
    };
    fake.plan.problems.set('POST /jobs', [{ status: 400, body }]);

    const failure = await failing('submit', 'talk.mp4', '--to', 'qqq');

    expect(failure).toEqual({
      exitCode: 3,
      code: 'language-unknown',
      message: '"qqq" is no language.',
      next: 'Use es.',
    });
  });

  it('that is something else, or of another version, is not taken for a Polydub', async () => {
    fake.plan.problems.set('GET /jobs', [
      { status: 404, body: { hello: 'world' } },
      { status: 200, body: { jobs: 'many' } },
    ]);

    expect(await failing('list')).toMatchObject({ exitCode: 1, code: 'answer-unexpected' });
    const second = await failing('list');
    expect(second).toMatchObject({ exitCode: 1, code: 'answer-unexpected' });
    expect(second.message).toContain('jobs:');
  });

  it('that goes away while a job runs is waited for', async () => {
    fake.plan.drops.set('GET /jobs/job_1', 3);

    const { exitCode, stderr } = await world.run('dub', 'talk.mp4', '--to', 'es');

    expect(exitCode).toBe(0);
    expect(stderr).toContain('the server does not answer; trying again');
  });

  it('that stays away ends the waiting after two minutes', async () => {
    fake.plan.drops.set('GET /jobs/job_1', 1_000_000);

    const failure = await failing('dub', 'talk.mp4', '--to', 'es');

    expect(failure).toMatchObject({ exitCode: 7, code: 'server-unreachable' });
    expect(world.sleptMs()).toBeGreaterThanOrEqual(120_000);
  });
});

describe('exit codes', () => {
  it('are all different', () => {
    const codes = Object.values(exitCodes).map(({ code }) => code);

    expect(new Set(codes).size).toBe(codes.length);
  });

  it('exist for every failure code the server has, and never say "done"', () => {
    for (const code of Object.keys(errorTable)) expect(exitCodes[exitNameOf(code)].code).toBeGreaterThan(0);
  });

  it('of a code only a newer server knows is that of a failed job', () => {
    expect(exitNameOf('moon-phase')).toBe('failed');
  });
});
