import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

const onlyRequest = () => [...fake.jobs.values()].map(({ request }) => request)[0];

describe('dub', () => {
  it('uploads the video, submits it, waits and puts every file into its language folder', async () => {
    const run = await world.run('dub', 'talk.mp4', '--to', 'es,fr');

    expect(run).toMatchObject({ exitCode: 0 });
    expect(onlyRequest()).toMatchObject({ source: { kind: 'blob', name: 'talk.mp4' }, targets: ['es', 'fr'] });
    const folder = join(world.cwd, 'out', 'talk', 'es');
    expect((await readdir(folder)).sort()).toEqual(['receipt.json', 'talk.es.mp4', 'talk.es.srt']);
    expect(await readFile(join(folder, 'talk.es.mp4'), 'utf8')).toBe('a dubbed video');
    expect([...fake.blobs.contentTypes.values()]).toEqual(['video/mp4']);
  });

  it('tells what was made, by which engines, how long each stage took and where the receipt is', async () => {
    fake.plan.statuses = (id) => [
      sampleStatus({
        id,
        state: 'completed',
        progress: 1,
        endedAt: '2026-01-02T03:04:15.000Z',
        stages: [
          sampleStage({ stage: 'transcribe', engine: 'pocketsphinx' }, 0, 12_400),
          sampleStage({ stage: 'translate', language: 'es', engine: 'apertium', units: 12, hits: 4 }, 12_400, 14_000),
        ],
      }),
    ];

    const { stdout } = await world.run('dub', 'talk.mp4', '--to', 'es');

    expect(stdout).toMatchInlineSnapshot(`
      "
      talk.mp4: dubbed from English to Spanish in 0.0 s.

      out/talk/es/
        talk.es.mp4   video      14 B
        talk.es.srt   subtitles   9 B
        receipt.json  receipt     2 B

      stage       engine         took  units  from memo
      transcribe  pocketsphinx   12 s      1
      translate   apertium      1.6 s     12          4

      13 units, 4 of them already made (from memo).
      Receipt, Spanish: out/talk/es/receipt.json
      "
    `);
  });

  it('says so when everything was a memo hit, and leaves files alone that lie there already', async () => {
    fake.plan.statuses = (id) => [
      sampleStatus({
        id,
        state: 'completed',
        stages: [
          sampleStage({ stage: 'transcribe', units: 3, hits: 3 }, 0, 1),
          sampleStage({ stage: 'mix', language: 'es', hits: 1 }, 1, 2),
        ],
      }),
    ];
    await world.run('dub', 'talk.mp4', '--to', 'es');
    const video = join(world.cwd, 'out', 'talk', 'es', 'talk.es.mp4');
    const { ino, mtimeMs } = await stat(video);
    fake.blobs.downloads.length = 0;

    const second = await world.run('dub', 'talk.mp4', '--to', 'es');

    expect(second.stdout).toContain('Everything was already made: 4 of 4 units from memo.');
    expect(second.stderr).toContain('talk.mp4 is stored already, nothing to upload');
    expect(fake.blobs.downloads).toEqual([]);
    expect(await stat(video)).toMatchObject({ ino, mtimeMs });
  });

  it('writes exactly one JSON document to standard output under --json, without signed addresses', async () => {
    const { stdout, stderr, exitCode } = await world.run('dub', 'talk.mp4', '--to', 'es', '--json');

    const document = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ job: { id: 'job_1', state: 'completed' } });
    expect(document.outputs[0]).toMatchObject({
      language: 'es',
      path: join(world.cwd, 'out/talk/es/talk.es.mp4'),
      state: 'new',
    });
    expect(stdout + stderr).not.toContain('sig=');
    expect(stderr).toContain('uploaded talk.mp4');
  });

  it('prints only the paths under --quiet, and no progress', async () => {
    const { stdout, stderr } = await world.run('dub', 'talk.mp4', '--to', 'es', '--quiet');

    expect(stdout.split('\n').filter(Boolean)).toHaveLength(3);
    expect(stderr).toBe('');
  });

  it('passes every wish on to the server', async () => {
    await writeFile(join(world.cwd, 'talk.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHello\n');
    await writeFile(join(world.cwd, 'es.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHola\n');
    await writeFile(join(world.cwd, 'terms.csv'), 'source,target\nPolydub,Polydub\n"one, two",dos\n');
    const wishes =
      '--to es --to fr --from en-GB --transcript talk.srt --translation es=es.srt --engine translator=apertium';
    const more =
      '--speakers 2 --formality formal --lip-sync off --allow-non-commercial --glossary terms.csv --loudness streaming --formats srt,ttml --burn-in --bilingual';
    const subtitles = '--subtitle-profile bbc-children --sdh';

    const { exitCode } = await world.run('dub', 'talk.mp4', ...`${wishes} ${more} ${subtitles}`.split(' '));

    expect(exitCode).toBe(0);
    expect(onlyRequest()).toMatchObject({
      targets: ['es', 'fr'],
      sourceLanguage: 'en-GB',
      transcript: { name: 'talk.srt' },
      translations: { es: { name: 'es.srt' } },
      engines: { translator: 'apertium' },
      speakers: 2,
      glossary: [
        { source: 'Polydub', target: 'Polydub' },
        { source: 'one, two', target: 'dos' },
      ],
      formality: 'formal',
      loudness: 'streaming',
      lipSync: 'off',
      commercialUse: false,
      subtitles: { profile: 'bbc-children', formats: ['srt', 'ttml'], sdh: true, burnIn: true, bilingual: true },
    });
  });

  it('passes a consent on as one for everybody who speaks, and sends nothing where it is none', async () => {
    const consent = {
      ...{ by: 'Ada Lovelace', capacity: 'self', date: '2026-10-02', purpose: 'Dubbing of a lecture' },
      ...{ statement: 'I agree that my voice is imitated.', languages: ['es'], commercialUse: true },
    };
    await writeFile(join(world.cwd, 'consent.json'), JSON.stringify(consent));
    await writeFile(join(world.cwd, 'none.json'), JSON.stringify({ ...consent, statement: undefined, by: '' }));

    const refused = await world.run('dub', 'talk.mp4', '--to', 'es', '--clone-voices', 'none.json');
    const { exitCode } = await world.run('dub', 'talk.mp4', '--to', 'es', '--clone-voices', 'consent.json');

    expect(exitCode).toBe(0);
    expect(onlyRequest()).toMatchObject({ voices: { '*': { clone: true, consent } } });
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('docs/voice-cloning.md');
  });

  it('names the subtitle profiles there are when it is given another', async () => {
    const { exitCode, stderr } = await world.run('dub', 'talk.mp4', '--to', 'es', '--subtitle-profile', 'hollywood');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('--subtitle-profile takes netflix, netflix-children');
  });

  it('dubs the demo clip to Spanish when no video is named', async () => {
    await mkdir(join(world.cwd, '.polydub', 'demo'), { recursive: true });
    await writeFile(join(world.cwd, '.polydub', 'demo', 'demo.mp4'), 'a demo');

    const { exitCode } = await world.run('dub');

    expect(exitCode).toBe(0);
    expect(onlyRequest()).toMatchObject({ source: { name: 'demo.mp4' }, targets: ['es'] });
  });

  it.each([
    ["it's a talk.mp4", "it's a talk"],
    ['répétition 講演 🎬.mov', 'répétition 講演 🎬'],
    ['-rf.mp4', '_rf'],
    ['..hidden.mp4', '__hidden'],
    ['no ending', 'no ending'],
  ])('takes a video named %s', async (name, folder) => {
    await writeFile(join(world.cwd, name), 'a video');

    const { exitCode, stderr } = await world.run('dub', '--to', 'es', '--', name);

    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(onlyRequest()).toMatchObject({ source: { name } });
    expect(await readdir(join(world.cwd, 'out'))).toEqual([folder]);
  });

  it('keeps what came out and ends with 5 when a language failed', async () => {
    const failure = {
      code: 'language-unreachable' as const,
      message: 'No engine reaches zu.',
      next: 'Bring a translation.',
    };
    fake.plan.statuses = (id) => [
      sampleStatus({
        id,
        state: 'completed-with-failures',
        targets: [
          { language: 'es', state: 'completed' },
          { language: 'zu', state: 'failed', failure },
        ],
      }),
    ];

    const plain = await world.run('dub', 'talk.mp4', '--to', 'es,zu');
    const json = await world.run('dub', 'talk.mp4', '--to', 'es,zu', '--json');

    expect(plain).toMatchObject({ exitCode: 5 });
    expect(plain.stderr).toContain('1 of 2 languages failed. zu: No engine reaches zu. [language-unreachable]');
    expect(plain.stderr).toContain('next: Bring a translation.');
    expect(await readdir(join(world.cwd, 'out', 'talk', 'es'))).toHaveLength(3);
    expect(json.exitCode).toBe(5);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'language-unreachable' }, job: { id: 'job_2' } });
  });

  it.each([
    ['no-audio', 3],
    ['engine-missing', 6],
    ['attempts-exhausted', 1],
  ] as const)('ends a job that failed with %s as exit code %i', async (code, exitCode) => {
    const failure = { code, message: 'It did not work.', next: 'Do something else.' };
    fake.plan.statuses = (id) => [
      sampleStatus({ id, state: 'failed', failure, targets: [{ language: 'es', state: 'failed' }] }),
    ];

    const run = await world.run('dub', 'talk.mp4', '--to', 'es', '--json');

    expect(run.exitCode).toBe(exitCode);
    expect(JSON.parse(run.stdout)).toEqual({ error: failure });
  });

  it('refuses what cannot be dubbed before it talks to anyone', async () => {
    await mkdir(join(world.cwd, 'folder'));
    await writeFile(join(world.cwd, 'empty.mp4'), '');
    const failures = [
      [['dub', 'talk.mp4'], 3, 'language-missing'],
      [['dub', 'talk.mp4', '--to', ','], 3, 'language-missing'],
      [['dub', 'talk.mp4', '--to', 'es,not_a_tag'], 3, 'language-unknown'],
      [['dub', 'talk.mp4', '--to', 'es', '--from', '?'], 3, 'language-unknown'],
      [['dub', 'no such.mp4', '--to', 'es'], 3, 'source-missing'],
      [['dub', 'folder', '--to', 'es'], 3, 'source-not-media'],
      [['dub', 'empty.mp4', '--to', 'es'], 3, 'source-empty'],
      [['dub'], 6, 'demo-missing'],
      [['dub', 'talk.mp4', '--to', 'es', '--transcript', 'none.srt'], 3, 'source-missing'],
    ] as const;

    for (const [args, exitCode, code] of failures) {
      const run = await world.run(...args, '--json');
      expect({ args, exitCode: run.exitCode, code: JSON.parse(run.stdout).error.code }).toEqual({
        args,
        exitCode,
        code,
      });
      expect(run.stderr).toBe('');
    }
    expect(fake.asked).toEqual([]);
  });
});
