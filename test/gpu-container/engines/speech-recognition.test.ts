import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEspeakAligner } from '../../../gpu-container/src/engines/espeak-aligner/create-espeak-aligner.js';
import { createPocketsphinxRecognizer } from '../../../gpu-container/src/engines/pocketsphinx/create-pocketsphinx-recognizer.js';
import { createSpeechDetector } from '../../../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { findProgram } from '../../../gpu-container/src/process/find-program.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { countWordErrors } from '../../../pipeline/quality/word-errors.js';
import { samplePath } from '../../samples/sample-path.js';
import { buildPrograms } from './build-programs.js';

const signal = new AbortController().signal;
const hasRecognizer = findProgram('pocketsphinx_batch') !== undefined;
const hasFlite = findProgram('flite') !== undefined;
const PROMPTS = '/usr/share/asterisk/sounds/en_US_f_Allison';
const detector = createSpeechDetector();
let folder: string;
beforeAll(() => {
  buildPrograms();
  folder = mkdtempSync(join(tmpdir(), 'polydub-hear-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ffmpeg = (...args: readonly string[]): void => {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
};

/** Mono 16 kHz with silence of the given lengths around what the source holds. */
const speechFile = (name: string, sourceArgs: readonly string[], pad = { before: 0, after: 0 }): string => {
  const path = join(folder, name);
  const filter = `adelay=${pad.before * 1000}:all=1,apad=pad_dur=${pad.after}`;
  ffmpeg(...sourceArgs, '-af', filter, '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', path);
  return path;
};

const flite = (name: string, text: string, pad = { before: 0, after: 0 }): string => {
  const raw = join(folder, `raw-${name}`);
  execFileSync('flite', ['-voice', 'rms', '-t', text, '-o', raw]);
  return speechFile(name, ['-i', raw], pad);
};

const textOf = (transcript: Transcript): string => transcript.segments.map((segment) => segment.text).join(' ');

describe('voice activity', () => {
  it('finds nothing in silence, noise and music', async () => {
    const sources = [
      ['silence.wav', 'anullsrc=r=16000:cl=mono:d=5'],
      ['noise.wav', 'anoisesrc=d=5:c=pink:a=0.1:seed=1'],
      [
        'music.wav',
        "aevalsrc='0.1*sin(2*PI*t*220)+0.1*sin(2*PI*t*277)+0.1*sin(2*PI*t*330)+0.2*exp(-20*mod(t,0.5))*sin(2*PI*60*t)':d=6:s=16000",
      ],
    ] as const;

    for (const [name, source] of sources) {
      const speechPath = speechFile(name, ['-f', 'lavfi', '-i', source]);
      expect([name, await detector.detect({ speechPath, signal })]).toEqual([name, []]);
    }
  });

  it.skipIf(!hasFlite)('still hears a single word after half a minute of silence', async () => {
    const speechPath = flite('late-word.wav', 'banana', { before: 30, after: 3 });

    const regions = await detector.detect({ speechPath, signal });

    expect(regions).toHaveLength(1);
    expect(regions[0]?.startMs).toBeGreaterThan(29_800);
    expect(regions[0]?.endMs).toBeLessThan(31_500);
  });
});

describe.skipIf(!hasRecognizer)('pocketsphinx recognizer (needs pocketsphinx)', () => {
  const recognizer = createPocketsphinxRecognizer({ detector });
  const hear = (speechPath: string, language = 'en', fractions: number[] = []): Promise<Transcript> =>
    recognizer.recognize({ speechPath, language, signal, onProgress: (fraction) => fractions.push(fraction) });

  it.skipIf(!hasFlite)(
    'writes sentences with times, capitals and marks, the same every time, and reports progress',
    async () => {
      const text = 'My brother lives in London. He works for the government. Do you know him?';
      const speechPath = flite('sentences.wav', text, { before: 2, after: 1 });
      const fractions: number[] = [];

      const { segments } = await hear(speechPath, 'en-GB', fractions);
      const again = await hear(speechPath, 'en-GB');

      expect(countWordErrors(text, segments.map((segment) => segment.text).join(' ')).rate).toBeLessThanOrEqual(0.15);
      expect(again.segments).toEqual(segments);
      expect(segments.map((segment) => segment.id)).toEqual(segments.map((_, at) => `seg_000${at + 1}`));
      expect(segments[0]?.startMs).toBeGreaterThan(1900);
      expect(segments[0]?.startMs).toBeLessThan(2300);
      expect(segments.map((segment) => segment.text).join(' ')).toMatch(/^[A-Z].* London\. He .*\. Do you know him\?$/);
      const times = segments.flatMap((segment) => segment.words.flatMap((word) => [word.startMs, word.endMs]));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(fractions.at(-1)).toBeCloseTo(1, 2);
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    },
  );

  it.skipIf(!existsSync(PROMPTS))('mishears at most one word in four of studio prompts', async () => {
    const prompts = [
      ['vm-intro', 'Please leave your message after the tone. When done, hang up or press the pound key.'],
      ['auth-incorrect', 'Password incorrect. Please enter your password followed by the pound key.'],
      ['conf-onlyperson', 'You are currently the only person in this conference.'],
    ] as const;
    const inputs = prompts.flatMap(([name]) => ['-f', 'g722', '-i', `${PROMPTS}/${name}.g722`]);
    const pads = prompts.map((_, at) => `[${at}]aresample=16000,apad=pad_dur=1[p${at}]`).join(';');
    const speechPath = join(folder, 'prompts.wav');
    ffmpeg(...inputs, '-filter_complex', `${pads};[p0][p1][p2]concat=n=3:v=0:a=1`, '-ac', '1', speechPath);

    const heard = textOf(await hear(speechPath));

    expect(countWordErrors(prompts.map(([, text]) => text).join(' '), heard).rate).toBeLessThanOrEqual(0.25);
  });

  it('keeps to the measured word error on a famous sentence', async ({ skip }) => {
    const path = samplePath('samples/speech/jfk.wav');
    if (path === undefined) return skip('sample jfk.wav is not on this machine');
    const truth =
      'And so my fellow Americans ask not what your country can do for you ask what you can do for your country';

    expect(countWordErrors(truth, textOf(await hear(path))).rate).toBeLessThanOrEqual(0.28);
  });

  it('says no-speech for silence and noise instead of inventing words', async () => {
    const silence = speechFile('no-speech.wav', ['-f', 'lavfi', '-i', 'anoisesrc=d=4:c=brown:a=0.05:seed=2']);

    await expect(hear(silence)).rejects.toMatchObject({ code: 'no-speech' });
  });

  it('hears English only, and stops when cancelled', async () => {
    const silence = speechFile('cancel.wav', ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono:d=1']);

    await expect(hear(silence, 'es')).rejects.toMatchObject({ code: 'language-unreachable' });
    const work = recognizer.recognize({
      speechPath: silence,
      language: 'en',
      signal: AbortSignal.abort(),
      onProgress: () => undefined,
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('espeak aligner', () => {
  const aligner = createEspeakAligner({ detector });
  const align = (
    speechPath: string,
    texts: readonly string[],
    language = 'en',
    times?: ReadonlyArray<readonly [number, number]>,
  ) =>
    aligner.align({
      speechPath,
      signal,
      transcript: {
        language,
        segments: texts.map((text, at) => {
          const [startMs, endMs] = times?.[at] ?? [0, 0];
          return { id: `line_${at}`, startMs, endMs, text, words: [] };
        }),
      },
    });
  const wordsOf = (transcript: Transcript) => transcript.segments.flatMap((segment) => segment.words);

  it('finds the words of a sentence whose true times are known, within 130 ms', async ({ skip }) => {
    const path = samplePath('samples/talk/LipNet__id2_vcd_swwp2s.mpg');
    if (path === undefined) return skip('sample id2_vcd_swwp2s.mpg is not on this machine');
    const truthMs = [490, 770, 1090, 1220, 1440, 1730];
    const speechPath = speechFile('grid.wav', ['-i', path]);

    const words = wordsOf(await align(speechPath, ['Set white with P two soon.']));

    expect(words.map((word) => word.text)).toEqual(['Set', 'white', 'with', 'P', 'two', 'soon.']);
    const errors = words.map((word, at) => Math.abs(word.startMs - (truthMs[at] ?? 0)));
    expect(Math.max(...errors)).toBeLessThanOrEqual(130);
  });

  it('keeps words on their own side of a pause, without any times to go by', async ({ skip }) => {
    const path = samplePath('samples/speech/jfk.wav');
    if (path === undefined) return skip('sample jfk.wav is not on this machine');
    const texts = [
      'And so, my fellow Americans,',
      'ask not what your country can do for you,',
      'ask what you can do for your country.',
    ];

    const { segments } = await align(path, texts);

    const starts = segments.map((segment) => segment.startMs);
    const truthMs = [290, 3250, 8150]; // forced alignment by a recognizer with the text as its grammar
    expect(Math.max(...starts.map((start, at) => Math.abs(start - (truthMs[at] ?? 0))))).toBeLessThanOrEqual(150);
    expect(segments[1]?.endMs).toBeLessThan(7800);
    expect(segments.map((segment) => segment.text)).toEqual(texts);
    expect(segments.map((segment) => segment.id)).toEqual(['line_0', 'line_1', 'line_2']);
  });

  it('mends rough times of another language’s lines', async ({ skip }) => {
    const texts = ['Buenos días a todos los presentes.', 'La reunión empieza ahora mismo.'];
    if (findProgram('espeak-ng') === undefined) return skip('espeak-ng is not installed');
    const parts = texts.map((text, at) => {
      const path = join(folder, `line-${at}.wav`);
      execFileSync('espeak-ng', ['-v', 'es+f2', '-s', '140', '-p', '60', '-w', path, text]);
      return path;
    });
    const joined = join(folder, 'lines.wav');
    ffmpeg(
      '-i',
      parts[0] ?? '',
      '-i',
      parts[1] ?? '',
      '-filter_complex',
      '[0]adelay=1000,apad=whole_dur=6[a];[1]apad=pad_dur=1[b];[a][b]concat=v=0:a=1',
      '-ac',
      '1',
      '-ar',
      '16000',
      joined,
    );

    const { segments } = await align(joined, texts, 'es', [
      [400, 3200],
      [5200, 8000],
    ]);

    expect(Math.abs((segments[0]?.startMs ?? 0) - 1000)).toBeLessThanOrEqual(120);
    expect(Math.abs((segments[1]?.startMs ?? 0) - 6000)).toBeLessThanOrEqual(120);
    expect(segments.map((segment) => segment.words.length)).toEqual([6, 5]);
  });

  it('says which languages it cannot align, and no-speech for silence', async () => {
    const silence = speechFile('silent.wav', ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono:d=2']);

    await expect(align(silence, ['你好'], 'zh')).rejects.toMatchObject({ code: 'language-unreachable' });
    await expect(align(silence, ['Hello.'])).rejects.toMatchObject({ code: 'no-speech' });
  });
});
