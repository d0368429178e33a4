import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runSubtitles } from '../../../cli/subtitles/run-subtitles.js';

const folder = mkdtempSync(join(tmpdir(), 'subtitles-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const run = async (...argv: readonly string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
  };
  const code = await runSubtitles(argv, io);
  return { code, out: out.join(''), err: err.join('') };
};

const good =
  '1\n00:00:01,000 --> 00:00:03,000\nTodo va bien aquí.\n\n2\n00:00:04,000 --> 00:00:06,000\nY aquí también.\n';
const bad =
  '1\n00:00:01,000 --> 00:00:03,500\nEsta línea es demasiado larga para caber en una sola línea, y además se solapa.\n\n2\n00:00:03,000 --> 00:00:06,000\nY aquí...\n';

describe('subtitles check', () => {
  it('ends with 0 on a clean file and takes the language from its name', async () => {
    const { code, out } = await run('check', put('clean.es.srt', good), '--profile', 'netflix');
    expect(code).toBe(0);
    expect(out).toContain('2 cues, es, netflix (adult): no rule is broken');
  });

  it('ends with 1 on a file that breaks rules and names cue, rule, value and limit', async () => {
    const { code, out } = await run('check', put('broken.srt', bad), '--language', 'es');
    expect(code).toBe(1);
    expect(out).toMatch(/^1 {2}00:00:01\.000 {2}reading-speed: 3\d[.\d]* characters\/s, allowed 17$/m);
    expect(out).toContain('line-length: 79 columns, allowed 42');
    expect(out).toMatch(/gap: -\d+ frames, allowed 2/);
    expect(out).toContain('ellipsis');
  });

  it('prints one JSON document with every rule of every cue', async () => {
    const { code, out } = await run('check', put('json.srt', bad), '--language', 'es', '--json');
    const parsed = z
      .object({
        ok: z.boolean(),
        format: z.string(),
        encoding: z.string(),
        report: z.object({ cues: z.array(z.object({ results: z.array(z.unknown()).min(8) })).length(2) }),
      })
      .parse(JSON.parse(out));
    expect(code).toBe(1);
    expect(parsed).toMatchObject({ ok: false, format: 'srt', encoding: 'utf-8' });
  });

  it('takes cuts, frame rate, length and rules of one’s own', async () => {
    const shots = put('shots.txt', '3.0\n');
    const rules = put('rules.json', '{"charsPerLine":10}');
    const file = put('more.es.srt', good);
    const cut = await run('check', file, '--shots', shots, '--frame-rate', '23.976');
    expect(cut.out).toContain('shot-end');
    const own = await run('check', file, '--profile', 'custom', '--rules', rules, '--duration', '5');
    expect(own.out).toMatch(/line-length: 18 columns, allowed 10[\s\S]*within-programme/);
  });

  it('names the line of a file that cannot be read, and recovers when told to', async () => {
    const file = put('damaged.srt', `${good}\n3\n00:00:xx,000 --> 00:00:09,000\nNada\n`);
    const strict = await run('check', file, '--language', 'es');
    expect(strict.code).toBe(3);
    expect(strict.err).toContain('SRT line 10: not a pair of times');
    const loose = await run('check', file, '--language', 'es', '--recover');
    expect(loose.code).not.toBe(3);
    expect(loose.err).toContain('line 10');
    const json = await run('check', file, '--json');
    expect(JSON.parse(json.out)).toEqual({ error: expect.objectContaining({ code: 'transcript-invalid' }) });
  });

  it.each([
    [['check']],
    [['check', 'x.srt', '--profile', 'nosuch']],
    [['check', 'x.srt', '--frame-rate', 'fast']],
    [['nosuch']],
  ])('ends with 2 or 3 and a reason on %j', async (argv) => {
    const { code, err } = await run(...argv);
    expect([2, 3]).toContain(code);
    expect(err).not.toBe('');
  });

  it('does not know a language that is none', async () => {
    const { code, err } = await run('check', put('x.srt', good), '--language', 'xx');
    expect(code).toBe(2);
    expect(err).toContain('"xx" is not a language of the catalogue.');
  });
});

describe('subtitles fix', () => {
  it('repairs a file, and checking the result agrees', async () => {
    const output = join(folder, 'repaired.es.srt');
    const fixed = await run(
      'fix',
      put(
        'tofix.es.srt',
        bad
          .replace('00:00:03,500', '00:00:06,500')
          .replace('00:00:03,000 -', '00:00:06,000 -')
          .replace('00:00:06,000\nY', '00:00:09,000\nY'),
      ),
      output,
    );
    expect(fixed.code).toBe(0);
    expect(fixed.out).toMatch(/broken rules before, 0 now/);
    expect((await run('check', output)).code).toBe(0);
    expect(readFileSync(output, 'utf8')).toContain('Y aquí…');
  });
});

describe('subtitles convert', () => {
  it.each(['vtt', 'ass', 'ttml', 'json', 'csv'])('writes %s and reads it back as the same SRT', async (extension) => {
    const there = join(folder, `there.es.${extension}`);
    const back = join(folder, `back-${extension}.es.srt`);
    expect((await run('convert', put('source.es.srt', good), there)).code).toBe(0);
    expect((await run('convert', there, back)).code).toBe(0);
    expect(readFileSync(back, 'utf8').replaceAll('\r\n', '\n')).toBe(good);
  });

  it('finds the encoding and says so', async () => {
    const latin = Uint8Array.from([...good].map((character) => character.charCodeAt(0)));
    const { code, out } = await run('convert', put('latin.es.srt', latin), join(folder, 'latin.vtt'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      encoding: 'windows-1252',
      from: 'srt',
      to: 'vtt',
      language: 'es',
      cues: 2,
    });
    expect(readFileSync(join(folder, 'latin.vtt'), 'utf8')).toContain('Language: es');
  });
});

describe('subtitles cue', () => {
  it('makes subtitles from a transcript', async () => {
    const transcript = {
      language: 'en',
      segments: [
        {
          id: 's1',
          startMs: 1000,
          endMs: 4000,
          text: 'Good morning, my name is Jordi Mas. I am from Barcelona.',
          words: [],
        },
      ],
    };
    const output = join(folder, 'made.vtt');
    const { code } = await run('cue', put('transcript.json', JSON.stringify(transcript)), output, '--frame-rate', '25');
    expect(code).toBe(0);
    expect(readFileSync(output, 'utf8')).toMatch(/^WEBVTT[\s\S]*Good morning/);
  });

  it('refuses what is no transcript', async () => {
    const { code, err } = await run('cue', put('no.json', '{"segments":1}'), join(folder, 'no.srt'));
    expect(code).toBe(3);
    expect(err).toContain('no.json');
  });
});
