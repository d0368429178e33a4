import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.js';
import { sampleStage, sampleStatus } from './fake-polydub/sample-status.js';
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
  expect(fake.violations).toEqual([]);
  await fake.dispose();
  await world.dispose();
});

describe('submit', () => {
  it('prints the id and returns while the job runs', async () => {
    const { stdout, exitCode } = await world.run('submit', 'talk.mp4', '--to', 'es');

    expect({ stdout, exitCode }).toEqual({ stdout: 'job_1\n', exitCode: 0 });
    expect(fake.asked.at(-1)).toBe('POST /jobs');
  });

  it('wants a target language', async () => {
    const { exitCode, stderr } = await world.run('submit', 'talk.mp4');

    expect(exitCode).toBe(3);
    expect(stderr).toContain('[language-missing]');
  });
});

describe('status', () => {
  it('shows how far a job is', async () => {
    fake.plan.statuses = (id) => [
      sampleStatus({
        id,
        progress: 0.4,
        secondsLeft: 75,
        stages: [sampleStage({ stage: 'probe' }, 0, 300), sampleStage({ stage: 'transcribe' }, 300)],
      }),
    ];
    await world.run('submit', 'talk.mp4', '--to', 'es');

    const { stdout } = await world.run('status', 'job_1');

    expect(stdout).toMatchInlineSnapshot(`
      "job_1  talk.mp4  running, 40 %, about 1 min 15 s left
        es  running

      stage        took  units
      probe       0.3 s      1
      transcribe   50 %      1
      "
    `);
  });

  it('waits for the end under --watch and ends as the job did', async () => {
    const failure = { code: 'no-speech' as const, message: 'No speech in talk.mp4.', next: 'Bring a transcript.' };
    fake.plan.statuses = (id) => [
      sampleStatus({ id }),
      sampleStatus({ id }),
      sampleStatus({ id, state: 'failed', failure }),
    ];
    await world.run('submit', 'talk.mp4', '--to', 'es');

    const look = await world.run('status', 'job_1', '--json');
    const watch = await world.run('status', 'job_1', '--watch', '--json');

    expect(look.exitCode).toBe(0);
    expect(JSON.parse(look.stdout)).toMatchObject({ job: { state: 'running' } });
    expect(watch.exitCode).toBe(3);
    expect(JSON.parse(watch.stdout)).toEqual({ error: failure });
  });

  it('takes the server’s word that there is no such job', async () => {
    const run = await world.run('status', 'job_9', '--json');

    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout).error.code).toBe('not-found');
  });

  it('sends no id that could mean another address', async () => {
    const run = await world.run('status', '../uploads');

    expect(run.exitCode).toBe(2);
    expect(fake.asked).toEqual([]);
  });
});

describe('list, cancel, outputs, engines', () => {
  it('lists jobs', async () => {
    const before = await world.run('list');
    await world.run('submit', 'talk.mp4', '--to', 'es');

    const { stdout } = await world.run('list');

    expect(before.stdout).toBe('There are no jobs.\n');
    expect(stdout).toMatchInlineSnapshot(`
      "job    name      languages  state      submitted
      job_1  talk.mp4  en → es    completed  2026-01-02T03:04:05.000Z
      "
    `);
    expect(JSON.parse((await world.run('list', '--json')).stdout).jobs).toHaveLength(1);
  });

  it('cancels a job and waits until it stopped', async () => {
    await world.run('submit', 'talk.mp4', '--to', 'es');

    const { stdout, exitCode } = await world.run('cancel', 'job_1');

    expect({ stdout, exitCode }).toEqual({ stdout: 'job_1 is cancelled.\n', exitCode: 0 });
  });

  it('leaves a job that is over as it is', async () => {
    await world.run('dub', 'talk.mp4', '--to', 'es');

    const { stdout, exitCode } = await world.run('cancel', 'job_1');

    expect({ stdout, exitCode }).toEqual({ stdout: 'job_1 is completed.\n', exitCode: 0 });
  });

  it('shows languages, all or those asked for', async () => {
    const all = await world.run('languages');
    const some = await world.run('languages', '--from', 'EN', '--json');
    const none = await world.run('languages', '--to', 'tlh');

    expect(all.stdout).toMatchInlineSnapshot(`
      "from  to  language  translator  path     chrF  speech              voices
      en    es  Spanish   apertium    eng-spa  65.0  recognised          espeak
      es    oc  Occitan   apertium                   bring a transcript  none
      "
    `);
    expect(JSON.parse(some.stdout).languages).toEqual(fake.languages.languages.slice(0, 1));
    expect(none.stdout).toContain('No installed engine reaches that');
  });

  it('shows what a job made, with addresses only under --json', async () => {
    await world.run('submit', 'talk.mp4', '--to', 'es');

    const plain = await world.run('outputs', 'job_1');
    const json = await world.run('outputs', 'job_1', '--json');

    expect(plain.stdout).toMatchInlineSnapshot(`
      "language  file          kind       size
      es        talk.es.mp4   video      14 B
      es        talk.es.srt   subtitles   9 B
      es        receipt.json  receipt     2 B
      "
    `);
    expect(JSON.parse(json.stdout).outputs[0].url).toContain('sig=read');
  });

  it('shows engines and how to get those that are missing', async () => {
    const { stdout } = await world.run('engines');

    expect(stdout).toMatchInlineSnapshot(`
      "capability  engine    version  tier      licence  languages
      translator  apertium  3.8.3    embedded  GPL-2.0          1

      capability          missing  install with
      speech-synthesizer  flite    apt-get install flite
      "
    `);
    expect(JSON.parse((await world.run('engines', '--json')).stdout)).toEqual(fake.survey);
  });
});

describe('doctor', () => {
  it('hands over to the doctor script and ends with 6 where something is missing', async () => {
    const calls: unknown[] = [];
    world.parts.runScript = async (script, args) => {
      calls.push([script, args]);
      return 1;
    };

    const { exitCode } = await world.run('doctor', '--json');

    expect(calls).toEqual([['scripts/doctor.mjs', ['--json']]]);
    expect(exitCode).toBe(6);
  });
});

describe('subtitles', () => {
  it('hands its words over to the subtitle tools', async () => {
    const help = await world.run('subtitles', '--help');
    const wrong = await world.run('subtitles', 'sing');

    expect(help.exitCode).toBe(0);
    expect(help.stdout).toContain('check [options] <file>');
    expect(wrong.exitCode).toBe(2);
  });
});

describe('the command line', () => {
  it('documents every exit code in its help', async () => {
    const { stdout, exitCode, stderr } = await world.run('--help');

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const { code, meaning } of Object.values(exitCodes)) expect(stdout).toContain(`${code}  ${meaning}`);
  });

  it('shows its help when nothing is asked', async () => {
    const { stdout, exitCode } = await world.run();

    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: polydub');
  });

  it.each([
    [['dub', '--to']],
    [['dab', 'talk.mp4']],
    [['dub', 'talk.mp4', '--to', 'es', '--formats', 'doc']],
    [['dub', 'talk.mp4', '--to', 'es', '--engine', 'singer=me']],
    [['dub', 'talk.mp4', '--to', 'es', '--engine', 'translator']],
    [['dub', 'talk.mp4', '--to', 'es', '--loudness', 'loud']],
    [['dub', 'talk.mp4', '--to', 'es', '--speakers', '0']],
    [['dub', 'talk.mp4', '--to', 'es', '--server', 'not an address']],
    [['status']],
  ])('ends wrong usage with 2, once in plain words and once in JSON: %j', async (args) => {
    const plain = await world.run(...args);
    const json = await world
      .run('--json', ...args)
      .then((run) => (run.stdout === '' ? world.run(...args, '--json') : run));

    expect(plain.exitCode).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toMatch(/^polydub: .+ \[usage\]\n {2}next: .+\n$/s);
    expect(json.exitCode).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'usage' } });
    expect(fake.asked).toEqual([]);
  });
});
