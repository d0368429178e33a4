/**
 * Puts our dub beside a human one: the same studio prompts exist in English and other languages in Debian's
 * asterisk-core-sounds-*. The English prompts make one programme; ours is translated (Apertium), spoken (espeak-ng) and
 * fitted; the human dub starts where the English does and takes the time it takes.
 * `node dist/bench/human-dub.js [--prompts N]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApertiumTranslator } from '../gpu-container/src/engines/apertium/create-apertium-translator.js';
import { createEspeakSynthesizer } from '../gpu-container/src/engines/espeak/create-espeak-synthesizer.js';
import type { Transcript } from '../pipeline/contracts/transcript.js';
import { fitSpeech } from '../pipeline/timing/fit-speech.js';
import { decode, loadPrompts, type Prompt } from './sound/load-prompts.js';
import { spokenMs } from './sound/spoken-ms.js';

const GAP_MS = 600;
const LEAST_WORDS = 5;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const signal = new AbortController().signal;

interface Line {
  readonly prompt: Prompt;
  readonly human: Prompt;
  readonly englishMs: number;
  readonly humanMs: number;
}

function findLines(language: string, count: number): Line[] {
  const humans = new Map(loadPrompts(language).map((prompt) => [prompt.name, prompt]));
  const lines: Line[] = [];
  for (const prompt of loadPrompts('en')) {
    const human = humans.get(prompt.name);
    if (human === undefined || prompt.text.split(/\s+/u).length < LEAST_WORDS || lines.length >= count) continue;
    const [englishMs, humanMs] = [spokenMs(decode(prompt.path, 16_000)), spokenMs(decode(human.path, 16_000))];
    if (englishMs > 0 && humanMs > 0) lines.push({ prompt, human, englishMs, humanMs });
  }
  return lines;
}

function programmeOf(lines: readonly Line[]): Transcript {
  let at = 0;
  const segments = lines.map(({ prompt, englishMs }) => {
    const startMs = at;
    at += englishMs + GAP_MS;
    return { id: prompt.name, startMs, endMs: startMs + englishMs, text: prompt.text, words: [] };
  });
  return { language: 'en', segments };
}

/** What our engines make of the lines: milliseconds of speech at natural rate, by line. Undefined: out of reach. */
async function speakLines(transcript: Transcript, language: string): Promise<number[] | undefined> {
  const translator = createApertiumTranslator();
  const synthesizer = createEspeakSynthesizer();
  const directory = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  try {
    const onProgress = () => undefined;
    const common = { transcript, targetLanguage: language, glossary: [], signal, onProgress };
    const translation = await translator.translate(common);
    const [voice] = await synthesizer.voices(language);
    const durations: number[] = [];
    for (const { text } of translation.segments) {
      const outputPath = join(directory, 'line.wav');
      const spoken = await synthesizer.synthesize({ text, language, voice: voice?.id ?? '', outputPath, signal });
      durations.push(spoken.durationMs);
    }
    return durations;
  } catch (error) {
    say(`${language}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  } finally {
    await translator.dispose();
    rmSync(directory, { recursive: true });
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Speech overlap: time both speak, over time either speaks (1 = in step). */
const stepOf = (aMs: number, bMs: number): number => Math.min(aMs, bMs) / Math.max(aMs, bMs);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

async function row(language: string, count: number): Promise<string> {
  const lines = findLines(language, count);
  if (lines.length === 0)
    return `| ${language} | no prompts: install asterisk-core-sounds-${language}-wav | | | | | | |`;
  const transcript = programmeOf(lines);
  const ours = await speakLines(transcript, language);
  const ratio = (values: readonly number[]): string => median(values).toFixed(2);
  const human = [
    ratio(lines.map((l) => l.humanMs / l.englishMs)),
    mean(lines.map((l) => stepOf(l.humanMs, l.englishMs))).toFixed(2),
  ];
  if (ours === undefined) return `| ${[language, lines.length, ...human, '–', '–', '–', '–'].join(' | ')} |`;
  const speech = lines.map(({ prompt }, i) => ({ id: prompt.name, durationMs: ours[i] ?? 0 }));
  const videoDurationMs = (transcript.segments.at(-1)?.endMs ?? 0) + GAP_MS;
  const fit = fitSpeech({ transcript, speech, videoDurationMs });
  const fitted = new Map(fit.segments.map((segment) => [segment.id, segment.endMs - segment.startMs]));
  const lengths = lines.map(({ prompt, englishMs }) => (fitted.get(prompt.name) ?? 0) / englishMs);
  const cells = [
    ratio(lines.map((l, i) => (ours[i] ?? 0) / l.englishMs)),
    ratio(lengths),
    mean(lengths.map((length) => stepOf(length, 1))).toFixed(2),
    `${(fit.summary.withinNaturalRate * 100).toFixed(0)} %`,
  ];
  return `| ${[language, lines.length, ...human, ...cells].join(' | ')} |`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { prompts: { type: 'string', default: '40' } } });
  say(
    '| language | prompts | human length / English | human overlap | ours unfitted / English | ours fitted / English | our overlap | in natural band |',
  );
  say('|---|---|---|---|---|---|---|---|');
  for (const language of ['es', 'fr', 'it', 'ru']) say(await row(language, Number(values.prompts)));
}

await main();
