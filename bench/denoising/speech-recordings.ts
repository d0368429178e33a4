import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decode, loadPrompts, type Prompt } from '../sound/load-prompts.js';

/** Speech at 16 kHz with the words in it. */
export interface Recording {
  readonly name: string;
  readonly samples: Float32Array;
  readonly truth: string;
}

const RATE = 16_000;
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

/** Sentences of `folder` (three speakers) and studio prompts (one speaker), joined with pauses. */
export function speechRecordings(folder: string | undefined, promptCount: number): readonly Recording[] {
  const sentences = SENTENCES.filter(([name]) => folder !== undefined && existsSync(join(folder, name))).map(
    ([name, truth]) => ({ name, truth, samples: decode(join(folder ?? '', name), RATE) }),
  );
  const prompts = pickPrompts(promptCount);
  if (prompts.length === 0) return sentences;
  const spoken = prompts.map(({ path }) => [...decode(path, RATE), ...new Float32Array(RATE)]);
  const samples = Float32Array.from(spoken.flat());
  return [...sentences, { name: 'prompts', samples, truth: prompts.map(({ text }) => text).join(' ') }];
}

/** Single prompts of another sentence than those recognized, to make babble of. */
export function babbleVoices(): readonly Float32Array[] {
  return wholeSentences()
    .filter((_, at) => at % 7 === 3)
    .slice(0, 24)
    .map(({ path }) => decode(path, RATE));
}

const wholeSentences = (): readonly Prompt[] =>
  loadPrompts('en').filter(({ text }) => !/[\d()]/.test(text) && text.split(/\s+/).length >= 6);

function pickPrompts(count: number): readonly Prompt[] {
  const prompts = wholeSentences().filter((_, at) => at % 7 !== 3);
  const step = Math.max(1, prompts.length / Math.max(1, count));
  const wanted = Array.from({ length: Math.min(count, prompts.length) }, (_, at) => prompts[Math.floor(at * step)]);
  return wanted.filter((prompt) => prompt !== undefined);
}
