import { findProgram } from '../../process/find-program.js';
import { runProcess } from '../../process/run-process.js';

/** Turns text into phonemes; replaced in tests. */
export type Phonemize = (params: PhonemizeParams) => Promise<readonly string[]>;

export interface PhonemizeParams {
  readonly text: string;
  /** A voice of espeak-ng: `de`, `en-gb-x-rp`. */
  readonly voice: string;
  readonly signal: AbortSignal;
}

const TIME_LIMIT_MS = 20_000;
/** Marks that voices were trained to breathe at; between digits they belong to the number. */
const CLAUSE = /([^.,;:!?…]+(?:[.,:](?=\d)[^.,;:!?…]+)*)([.,;:!?…]+)?/gu;

/**
 * The sentences of a text as IPA, each with the marks its clauses end with, in the decomposed form voices are trained
 * on. Fails with `engine-missing` without espeak-ng, `engine-failed`, `cancelled`.
 */
export const phonemize: Phonemize = async ({ text, voice, signal }) => {
  const sentences: string[] = [];
  let open = '';
  for (const [, words = '', marks = ''] of text.matchAll(CLAUSE)) {
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const mark = marks.replace('…', '.').slice(0, 1);
    open += `${open === '' ? '' : ' '}${await speak({ text: words, voice, signal })}${mark}`;
    if (!/[.!?]/.test(mark)) continue;
    sentences.push(open);
    open = '';
  }
  return open === '' ? sentences : [...sentences, open];
};

async function speak({ text, voice, signal }: PhonemizeParams): Promise<string> {
  const { stdout } = await runProcess({
    program: findProgram('espeak-ng') ?? 'espeak-ng',
    args: ['-q', '--ipa', '-v', voice],
    input: `${text.replace(/\s+/g, ' ').trim()}\n`,
    timeLimitMs: TIME_LIMIT_MS,
    signal,
  });
  // espeak-ng marks words it reads in another language: (en)…(de)
  return stdout
    .toString('utf8')
    .replace(/\([a-z-]+\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFD');
}
