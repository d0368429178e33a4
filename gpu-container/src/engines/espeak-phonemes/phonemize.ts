import { splitClauses } from './split-clauses.js';
import { transcribeLines } from './transcribe-lines.js';

/** Turns text into phonemes; replaced in tests. */
export type Phonemize = (params: PhonemizeParams) => Promise<readonly string[]>;

export interface PhonemizeParams {
  readonly text: string;
  /** A voice of espeak-ng: `de`, `en-gb-x-rp`. */
  readonly voice: string;
  readonly signal: AbortSignal;
}

/** Marks voices were trained to breathe at, for those they do not know. */
const KNOWN_MARKS: Readonly<Record<string, string>> = { '…': '.', '—': ',' };

/**
 * The sentences of a text as IPA, each with the marks its clauses end with, in the decomposed form voices are trained
 * on. Fails with `engine-missing` without espeak-ng, `engine-failed`, `cancelled`.
 */
export const phonemize: Phonemize = async ({ text, voice, signal }) => {
  const clauses = splitClauses(text);
  const lines = clauses.map(({ words }) => words.map(({ spoken }) => spoken).join(' '));
  const spoken = await transcribeLines({ lines, voice, signal });
  const sentences: string[] = [];
  let open = '';
  for (const [at, { mark }] of clauses.entries()) {
    const ipa = (spoken[at] ?? '').normalize('NFD');
    if (ipa === '') continue;
    const known = KNOWN_MARKS[mark] ?? mark;
    open += `${open === '' ? '' : ' '}${ipa}${known}`;
    if (!/[.!?]/.test(known)) continue;
    sentences.push(open);
    open = '';
  }
  return open === '' ? sentences : [...sentences, open];
};
