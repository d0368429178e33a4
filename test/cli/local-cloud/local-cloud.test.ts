import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CloudRecord } from '../../../cli/local-cloud/cloud-record.js';
import { createCloudStarter } from '../../../cli/local-cloud/create-cloud-starter.js';
import { isProcessAlive } from '../../../cli/local-cloud/is-process-alive.js';
import { sampleStatus } from '../fake-polydub/sample-status.js';
import { type FakePolydub, startFakePolydub } from '../fake-polydub/start-fake-polydub.js';
import { type CliWorld, createCliWorld } from '../play-cli.js';

const mainPath = fileURLToPath(new URL('./fake-cloud.mjs', import.meta.url));
let fake: FakePolydub;
let world: CliWorld;
let state: string;
/** Every cloud a test started. */
let started: CloudRecord[];

beforeEach(async () => {
  fake = await startFakePolydub();
  world = await createCliWorld();
  world.timeScale = 0.1;
  state = join(world.cwd, '.polydub');
  await mkdir(state);
  await writeFile(join(state, 'fake-url'), fake.url);
  await writeFile(join(world.cwd, 'talk.mp4'), 'a video');
  started = [];
  const start = createCloudStarter(mainPath);
  world.parts.startCloud = async (params) => {
    const record = await start(params);
    started.push(record);
    return record;
  };
});

afterEach(async () => {
  for (const { pid } of started) if (isProcessAlive(pid)) process.kill(pid, 'SIGKILL');
  expect(fake.violations).toEqual([]);
  await fake.dispose();
  await world.dispose();
});

const living = () => started.filter(({ pid }) => isProcessAlive(pid));

describe('the cloud on this machine', () => {
  it('is started for a job and stopped after it, with nothing left behind', async () => {
    const { exitCode, stderr } = await world.run('dub', 'talk.mp4', '--to', 'es');

    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stderr).toContain('starting the cloud on this machine');
    expect(started).toHaveLength(1);
    expect(living()).toEqual([]);
    expect(await readdir(join(state, 'local-cloud-users'))).toEqual([]);
    expect(await readdir(state)).not.toContain('local-cloud.lock');
  });

  it('is shared with a program that runs already and then left running for it', async () => {
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    await once(other, 'spawn');
    const record = await world.parts.startCloud?.({ stateDirectory: state });
    await mkdir(join(state, 'local-cloud-users'));
    await writeFile(join(state, 'local-cloud-users', String(other.pid)), '');

    const first = await world.run('list');
    const aliveWhileShared = living().map(({ pid }) => pid);
    other.kill();
    await once(other, 'exit');
    const second = await world.run('list');

    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(started).toHaveLength(1);
    expect(aliveWhileShared).toEqual([record?.pid]);
    expect(living()).toEqual([]);
  });

  it('is started again when it is killed, and the same job is waited for', async () => {
    fake.plan.statuses = (id) => [
      ...Array.from({ length: 9 }, () => sampleStatus({ id })),
      sampleStatus({ id, state: 'completed', targets: [{ language: 'es', state: 'completed' }] }),
    ];
    let kills = 0;
    world.onSleep = async () => {
      const [cloud] = living();
      if (cloud === undefined || kills === 3 || fake.jobs.size === 0) return;
      kills += 1;
      process.kill(cloud.pid, 'SIGKILL');
      while (isProcessAlive(cloud.pid)) await new Promise((resolve) => setImmediate(resolve));
    };

    const { exitCode, stderr } = await world.run('dub', 'talk.mp4', '--to', 'es');

    expect(kills).toBe(3);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('The local cloud stopped; starting it again (3 of 5).');
    expect(started).toHaveLength(4);
    expect(fake.jobs.size).toBe(1);
    expect(living()).toEqual([]);
  });

  it('is given up when it dies more than five times', async () => {
    fake.plan.statuses = (id) => [sampleStatus({ id })];
    world.onSleep = () => {
      if (fake.jobs.size > 0) for (const { pid } of living()) process.kill(pid, 'SIGKILL');
    };

    const run = await world.run('dub', 'talk.mp4', '--to', 'es', '--json');

    expect(run.exitCode).toBe(7);
    expect(JSON.parse(run.stdout).error.code).toBe('server-unreachable');
    expect(started).toHaveLength(6);
  });

  it('that cannot start is quoted from its log', async () => {
    await writeFile(join(state, 'fake-url'), 'broken');

    const run = await world.run('list', '--json');

    expect(run.exitCode).toBe(6);
    expect(JSON.parse(run.stdout).error).toMatchObject({ code: 'cloud-not-started' });
    expect(JSON.parse(run.stdout).error.message).toContain('the journal is on fire');
  });

  it('that is not built is a matter of set-up', async () => {
    world.parts.startCloud = createCloudStarter(join(world.cwd, 'dist', 'local', 'main.js'));

    const run = await world.run('list', '--json');

    expect(run.exitCode).toBe(6);
    expect(JSON.parse(run.stdout).error.code).toBe('setup-missing');
  });

  it('is started by one of two programs that want it at the same moment', async () => {
    const runs = await Promise.all([world.run('list'), world.run('list'), world.run('list')]);

    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(living()).toEqual([]);
  });

  it('is not kept waiting by the lock of a program that died', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    await writeFile(join(state, 'local-cloud.lock'), String(dead.pid));

    const { exitCode } = await world.run('list');

    expect(exitCode).toBe(0);
  });

  it('is not kept waiting by a lock whose owner died before it could sign it', async () => {
    await writeFile(join(state, 'local-cloud.lock'), '');

    const { exitCode } = await world.run('list');

    expect(exitCode).toBe(0);
  });

  it('takes no stranger for the cloud, its user or its lock, whose process id it got after a crash', async () => {
    const stranger = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    await once(stranger, 'spawn');
    const pid = Number(stranger.pid);
    const address = { url: 'http://127.0.0.1:1', blobEndpoint: 'x', storageConnectionString: 'x', logDirectory: state };
    const record = { pid, ...address, serviceBusEndpoint: 'x', startedAt: '2026-01-01T00:00:00Z' };
    await writeFile(join(state, 'local-cloud.json'), JSON.stringify({ ...record, processStartTime: 'long ago' }));
    await writeFile(join(state, 'local-cloud.lock'), `${pid} long ago`);
    await mkdir(join(state, 'local-cloud-users'));
    await writeFile(join(state, 'local-cloud-users', String(pid)), 'long ago');

    const { exitCode } = await world.run('list');

    expect(exitCode).toBe(0);
    expect(started).toHaveLength(1);
    expect(living()).toEqual([]);
    expect(isProcessAlive(pid)).toBe(true); // nobody stopped it
    stranger.kill();
  });
});

describe('Ctrl-C with the cloud on this machine', () => {
  it('stops the cloud and says that the job goes on later', async () => {
    fake.plan.statuses = (id) => [sampleStatus({ id })];
    world.onSleep = () => {
      if (fake.jobs.size > 0) world.interrupt();
    };

    const run = await world.run('dub', 'talk.mp4', '--to', 'es', '--state', state);

    expect(run.exitCode).toBe(130);
    expect(run.stderr).toContain('job job_1 is kept and goes on when you come back');
    expect(run.stderr).toContain(`next: polydub status job_1 --watch --state ${state}`);
    expect(living()).toEqual([]);
  });
});

describe('submit with the cloud on this machine', () => {
  it('leaves a keeper behind that stops the cloud when no job is left', async () => {
    fake.plan.statuses = (id) => [sampleStatus({ id })];
    const keeper = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    world.parts.startInBackground = (args) => {
      expect(args).toEqual(['dev', '--until-idle', '--state', state]);
      void writeFile(join(state, 'local-cloud-users', String(keeper.pid)), ''); // settled before the keeper is found
    };

    const run = await world.run('submit', 'talk.mp4', '--to', 'es');
    const aliveAfterSubmit = living().length;
    keeper.kill();
    await once(keeper, 'exit');
    let looks = 0;
    world.onSleep = () => {
      looks += 1;
      if (looks === 2) fake.jobs.get('job_1')?.statuses.push(sampleStatus({ id: 'job_1', state: 'completed' }));
    };
    const idle = await world.run('dev', '--until-idle');

    expect(run).toMatchObject({ exitCode: 0, stdout: 'job_1\n' });
    expect(aliveAfterSubmit).toBe(1);
    expect(idle.exitCode).toBe(0);
    expect(looks).toBeGreaterThanOrEqual(2);
    expect(started).toHaveLength(1);
    expect(living()).toEqual([]);
  });
});

describe('dev', () => {
  it('prints the addresses, stays until Ctrl-C, and stops the cloud', async () => {
    let aliveMeanwhile = 0;
    world.onSleep = (ms) => {
      if (ms < 1000) return;
      aliveMeanwhile = living().length;
      world.interrupt();
    };

    const run = await world.run('dev');

    expect(run.exitCode).toBe(0);
    expect(aliveMeanwhile).toBe(1);
    expect(run.stdout).toContain(`${started[0]?.url}/api`);
    expect(run.stdout).toContain('AccountName=devstoreaccount1');
    expect(run.stderr).toContain('The local cloud stopped.');
    expect(living()).toEqual([]);
  });

  it('starts the cloud again when it is killed', async () => {
    let looks = 0;
    world.onSleep = (ms) => {
      if (ms < 1000) return;
      looks += 1;
      if (looks === 1) for (const { pid } of living()) process.kill(pid, 'SIGKILL');
      if (started.length === 2 || looks === 5000) world.interrupt();
    };

    const run = await world.run('dev', '--json');

    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ url: started[0]?.url });
    expect(run.stderr).toContain('starting it again (1 of 5)');
    expect(started.length).toBe(2);
    expect(await readFile(join(state, 'local-cloud.log'), 'utf8')).toBe('');
  });
});
