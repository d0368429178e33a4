import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoClip } from '../e2e/demo-clip.js';
import { sampleStatus } from './fake-polydub/sample-status.js';
import { type FakePolydub, startFakePolydub } from './fake-polydub/start-fake-polydub.js';
import { type CliWorld, createCliWorld } from './play-cli.js';

let fake: FakePolydub;
let world: CliWorld;
beforeEach(async () => {
  fake = await startFakePolydub();
  world = await createCliWorld();
  world.env['POLYDUB_URL'] = fake.url;
});
afterEach(async () => {
  expect(fake.violations).toEqual([]);
  await fake.dispose();
  await world.dispose();
});

const pause = {
  stage: 'mix',
  language: 'es',
  neededAmount: 0.011,
  message: 'mix (es) would cost 0.002 USD.',
  next: 'Raise the budget.',
} as const;

describe('estimate', () => {
  it('measures the video here, uploads nothing and says what it assumes', async () => {
    await copyFile(demoClip(), join(world.cwd, 'talk.mp4'));

    const { stdout, exitCode } = await world.run('dub', 'estimate', 'talk.mp4', '--to', 'es,fr');

    expect(exitCode).toBe(0);
    expect(fake.asked).toEqual(['GET /health', 'POST /estimates']);
    expect(stdout).toMatch(/transcribe\s+pocketsphinx\s+\d/);
    expect(stdout).toMatch(/in all: 0\.01\d+ USD .* for 24 s of video/);
    expect(stdout).toContain('Assumed:');
  });

  it('hears when nobody speaks', async () => {
    await copyFile(demoClip(), join(world.cwd, 'talk.mp4'));

    const { stdout } = await world.run('estimate', 'talk.mp4', '--to', 'es', '--json');

    const { durationS, speechS } = JSON.parse(stdout);
    expect(durationS).toBeCloseTo(23.6, 0);
    expect(speechS).toBeGreaterThan(15);
    expect(speechS).toBeLessThan(durationS);
  });

  it('needs no file where the length is given', async () => {
    const { stdout } = await world.run('estimate', '--duration', '180', '--to', 'es', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ durationS: 180, targets: [{ language: 'es' }] });
  });

  it('says so when the length cannot be read, and when neither is given', async () => {
    await writeFile(join(world.cwd, 'talk.mp4'), 'no video');

    const broken = await world.run('estimate', 'talk.mp4', '--to', 'es');
    const nothing = await world.run('estimate', '--to', 'es');

    expect([broken.exitCode, nothing.exitCode]).toEqual([3, 2]);
    expect(broken.stderr).toContain('[length-unknown]');
    expect(fake.asked).toEqual([]);
  });
});

describe('a job with a budget', () => {
  it('ends the waiting with exit code 8 when it pauses, and says how to go on', async () => {
    await writeFile(join(world.cwd, 'talk.mp4'), 'a video');
    const cost = {
      amount: 0.009,
      currency: 'USD',
      foreseen: 0.02031,
      budget: { amount: 0.01, currency: 'USD' },
    } as const;
    fake.plan.statuses = (id) => [sampleStatus({ id, state: 'paused', cost, pauses: [pause] })];

    const { exitCode, stderr } = await world.run('dub', 'talk.mp4', '--to', 'es', '--budget', '0.01');

    expect(exitCode).toBe(8);
    expect(stderr).toContain('mix (es) would cost 0.002 USD.');
    expect(stderr).toContain('polydub budget job_1 0.0204 ');
  });

  it('goes on waiting when it only looked paused for a moment', async () => {
    await writeFile(join(world.cwd, 'talk.mp4'), 'a video');
    const { statuses } = fake.plan;
    fake.plan.statuses = (id, request) => [
      sampleStatus({ id, state: 'paused', pauses: [pause] }),
      sampleStatus({ id, state: 'paused', pauses: [pause] }),
      ...statuses(id, request),
    ];

    expect((await world.run('dub', 'talk.mp4', '--to', 'es', '--budget', '5')).exitCode).toBe(0);
  });

  it('is given another', async () => {
    await writeFile(join(world.cwd, 'talk.mp4'), 'a video');
    await world.run('submit', 'talk.mp4', '--to', 'es');

    const { exitCode } = await world.run('budget', 'job_1', '0.5');

    expect(exitCode).toBe(0);
    expect(fake.asked.at(-1)).toBe('POST /jobs/job_1/budget');
    expect((await world.run('budget', 'job_1', 'much')).exitCode).toBe(2);
  });
});

describe('capacity', () => {
  it('simulates without a Polydub, the same in every run, and draws', async () => {
    const args = ['capacity', '--videos-per-day', '500', '--minutes', '2', '--plot', 'load.html', '--json'];

    const [one, other] = [await world.run(...args), await world.run(...args)];

    const { jobs, amount, tookMs, ...rest } = JSON.parse(one.stdout);
    expect(jobs).toBeGreaterThan(400);
    expect(amount / jobs).toBeGreaterThan(0.005);
    const { tookMs: again, ...same } = JSON.parse(other.stdout);
    expect({ jobs, amount, ...rest }).toEqual(same);
    expect([typeof tookMs, typeof again]).toEqual(['number', 'number']);
    const page = await readFile(join(world.cwd, 'load.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toContain('NaN');
    expect(fake.asked).toEqual([]);
  });

  it('tells people what waits, what it bears and what it costs', async () => {
    const { stdout } = await world.run('capacity', '--at-once', '50', '--max-replicas', '10');

    expect(stdout).toContain('50 videos at once of 3 min into 1 language');
    expect(stdout).toMatch(/replicas [▁-█]+/);
    expect(stdout).toMatch(/Durable Task Scheduler, Consumption\s+\d+ %/);
  });

  it('wants whole videos', async () => {
    expect((await world.run('capacity', '--videos-per-day', '1.5')).exitCode).toBe(2);
  });
});
