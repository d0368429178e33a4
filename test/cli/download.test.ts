import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakePolydub, startFakePolydub } from './fake-polydub/start-fake-polydub.js';
import { type CliWorld, createCliWorld } from './play-cli.js';

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

const download = (...more: string[]) => world.run('outputs', 'job_1', '--download', 'results', ...more);
const folder = () => join(world.cwd, 'results', 'talk', 'es');

describe('fetching what a job made', () => {
  it('fetches a file again when the line breaks in the middle', async () => {
    fake.blobs.faults.cutDownloads = 2;

    const { exitCode, stderr } = await download();

    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(folder(), 'talk.es.mp4'), 'utf8')).toBe('a dubbed video');
  });

  it('leaves no half file behind when it never arrives whole', async () => {
    fake.blobs.faults.cutDownloads = 99;

    const run = await download('--json');

    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stdout).error.code).toBe('download-damaged');
    expect(await readdir(folder())).toEqual([]);
  });

  it('refuses bytes that are not those the job made', async () => {
    const path = [...fake.blobs.committed.keys()].find((one) => one.endsWith('talk.es.mp4')) ?? '';
    fake.blobs.committed.set(path, Buffer.from('a dabbed video'));

    const run = await download('--json');

    expect(JSON.parse(run.stdout).error.code).toBe('download-damaged');
  });

  it('replaces a file of that name with other bytes', async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), 'talk.es.mp4'), 'an older video');

    const run = await download('--json');

    const states = JSON.parse(run.stdout).outputs.map(({ name, state }: { name: string; state: string }) => [
      name,
      state,
    ]);
    expect(Object.fromEntries(states)).toMatchObject({ 'talk.es.mp4': 'new' });
    expect(await readFile(join(folder(), 'talk.es.mp4'), 'utf8')).toBe('a dubbed video');
  });

  it('writes nothing outside its folder, whatever the server calls its files', async () => {
    const [output] = fake.jobs.get('job_1')?.outputs ?? [];
    if (output === undefined) throw new Error('the fake made nothing');
    fake.jobs.get('job_1')?.outputs.splice(0, 9, { ...output, language: '../..', name: '../../../escaped.mp4' });

    const run = await download('--json');

    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout).outputs[0].path.startsWith(join(world.cwd, 'results', 'talk'))).toBe(true);
    expect(await readdir(world.cwd)).not.toContain('escaped.mp4');
  });

  it('says which folder cannot be written', async () => {
    await writeFile(join(world.cwd, 'results'), 'a file where a folder should be');

    const run = await download('--json');

    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stdout).error).toMatchObject({ code: 'output-not-written' });
  });
});
