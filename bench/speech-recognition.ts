/**
 * Measures the English recognizer: word error rate and real-time factor per setting, on sentences with exact
 * transcripts (`--speech DIR`, holds jfk.wav, LJ001-0001.wav and librivox__sense-0890.wav) and on 100 studio prompts of
 * Debian's asterisk-core-sounds-en, joined with a second of silence between them.
 * `node dist/bench/speech-recognition.js [--speech DIR] [--prompts N]`
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import {
  type AcousticSettings,
  DEFAULT_ACOUSTIC_SETTINGS,
} from '../gpu-container/src/engines/pocketsphinx/acoustic-settings.js';
import { createPocketsphinxRecognizer } from '../gpu-container/src/engines/pocketsphinx/create-pocketsphinx-recognizer.js';
import { createSpeechDetector } from '../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { openWav } from '../gpu-container/src/media/open-wav.js';
import { countWordErrors } from '../pipeline/quality/word-errors.js';

interface Recording {
  readonly name: string;
  readonly path: string;
  readonly truth: string;
}

const WIDE = ['-beam', '1e-60', '-wbeam', '1e-40', '-maxhmmpf', '60000'];
const SETTINGS: ReadonlyArray<readonly [string, AcousticSettings]> = [
  ['as shipped by Debian', []],
  ['wide beams', WIDE],
  ['wide beams, sound as heard (used)', DEFAULT_ACOUSTIC_SETTINGS],
  [
    'one pass',
    ['-fwdflat', 'no', '-bestpath', 'no', '-maxhmmpf', '10000', '-remove_noise', 'no', '-remove_silence', 'no'],
  ],
];
const SENTENCES: ReadonlyArray<readonly [string, string]> = [
  [
    'jfk.wav',
    'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.',
  ],
  [
    'LJ001-0001.wav',
    'Printing, in the only sense with which we are at present concerned, differs from most if not from all the arts and crafts represented in the Exhibition',
  ],
  ['librivox__sense-0890.wav', 'unless to be rather cold hearted and rather selfish is to be ill disposed'],
];
const PROMPT_TEXTS = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';
const PROMPT_SOUNDS = '/usr/share/asterisk/sounds/en_US_f_Allison';
const MIN_PROMPT_WORDS = 6;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function toSpeech(sources: readonly string[], path: string): void {
  const inputs = sources.flatMap((source) => [...(source.endsWith('.g722') ? ['-f', 'g722'] : []), '-i', source]);
  const pads = sources.map((_, at) => `[${at}]aresample=16000,apad=pad_dur=1[p${at}]`).join(';');
  const graph = `${pads};${sources.map((_, at) => `[p${at}]`).join('')}concat=n=${sources.length}:v=0:a=1`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...inputs, '-filter_complex', graph, '-ac', '1', path]);
}

/** Evenly picked prompts that are whole sentences: nothing in brackets, no digits, at least six words. */
function pickPrompts(count: number): ReadonlyArray<readonly [string, string]> {
  const prompts = gunzipSync(readFileSync(PROMPT_TEXTS))
    .toString('utf8')
    .split('\n')
    .map((line): readonly [string, string] => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    })
    .filter(
      ([name, text]) =>
        /^[a-z0-9-]+$/.test(name) && !/[\d[\]()]/.test(text) && text.split(/\s+/).length >= MIN_PROMPT_WORDS,
    )
    .filter(([name]) => existsSync(join(PROMPT_SOUNDS, `${name}.g722`)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const step = Math.max(1, prompts.length / count);
  return Array.from({ length: Math.min(count, prompts.length) }, (_, at) => prompts[Math.floor(at * step)]).filter(
    (prompt) => prompt !== undefined,
  );
}

function gather(folder: string, speech: string | undefined, promptCount: number): readonly Recording[] {
  const sentences = SENTENCES.filter(([name]) => speech !== undefined && existsSync(join(speech, name))).map(
    ([name, truth]) => {
      const path = join(folder, name);
      toSpeech([join(speech ?? '', name)], path);
      return { name, path, truth };
    },
  );
  const prompts = existsSync(PROMPT_TEXTS) ? pickPrompts(promptCount) : [];
  if (prompts.length === 0) return sentences;
  const path = join(folder, 'prompts.wav');
  toSpeech(
    prompts.map(([name]) => join(PROMPT_SOUNDS, `${name}.g722`)),
    path,
  );
  return [
    ...sentences,
    { name: `${prompts.length} studio prompts`, path, truth: prompts.map(([, text]) => text).join(' ') },
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { speech: { type: 'string' }, prompts: { type: 'string', default: '100' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  const detector = createSpeechDetector();
  try {
    const recordings = gather(folder, values.speech, Number(values.prompts));
    say(
      '| setting | recording | length s | words | WER % | sub / del / ins | real-time factor |\n|---|---|---:|---:|---:|---|---:|',
    );
    for (const [setting, settings] of SETTINGS) {
      for (const { name, path, truth } of recordings) {
        const recognizer = createPocketsphinxRecognizer({ detector, settings });
        const wav = await openWav(path);
        const seconds = wav.frames / wav.sampleRateHz;
        await wav.close();
        const started = performance.now();
        const transcript = await recognizer.recognize({
          speechPath: path,
          language: 'en',
          signal: new AbortController().signal,
          onProgress: () => undefined,
        });
        const factor = (performance.now() - started) / 1000 / seconds;
        const heard = transcript.segments.map((segment) => segment.text).join(' ');
        const errors = countWordErrors(truth, heard);
        const counts = `${errors.substitutions} / ${errors.deletions} / ${errors.insertions}`;
        const cells = [
          setting,
          name,
          seconds.toFixed(1),
          errors.referenceWords,
          (100 * errors.rate).toFixed(1),
          counts,
        ];
        say(`| ${[...cells, factor.toFixed(2)].join(' | ')} |`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
