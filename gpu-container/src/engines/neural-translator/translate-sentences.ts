import type { GlossaryTerm } from '../../../../pipeline/ports/translator.js';
import { type ProtectedText, protectTerms } from '../../../../pipeline/text/protect-terms.js';
import { lostNumbers } from './lost-numbers.js';
import type { SourceText } from './translate-texts.js';

export interface TranslateSentencesParams {
  readonly sentences: readonly string[];
  readonly glossary: readonly GlossaryTerm[];
  readonly translate: (
    texts: readonly SourceText[],
    onProgress: (fraction: number) => void,
  ) => Promise<readonly string[]>;
  /** The tokens of a text that the model must say; nothing where it has none for it. */
  readonly tokensOf: (text: string) => readonly number[] | undefined;
  readonly onProgress: (fraction: number) => void;
}

export interface TranslatedSentence {
  readonly text: string;
  /** Terms that had to appear and do not. */
  readonly missing: readonly string[];
}

interface Sentence {
  readonly text: string;
  readonly guarded: ProtectedText;
  best: Outcome;
}

interface Outcome extends TranslatedSentence {
  readonly lost: readonly string[];
}

/** Share of the progress of each try. */
const SHARES = { plain: 0.7, required: 0.2, hidden: 0.1 } as const;

/**
 * Translates sentences so that their terms appear and their numbers stay: as the model does it by itself; where something
 * is lacking, once more with its tokens required of the decoder; where a term is still lacking, once more with it
 * hidden behind a word the model does not know. The try that lacks least counts, the earliest of equals.
 */
export async function translateSentences(params: TranslateSentencesParams): Promise<readonly TranslatedSentence[]> {
  const { glossary, translate, tokensOf, onProgress } = params;
  const nothing: Outcome = { text: '', missing: [], lost: [] };
  const sentences = params.sentences.map(
    (text): Sentence => ({ text, guarded: protectTerms(text, glossary), best: nothing }),
  );
  const plain = await translate(sentences, (fraction) => onProgress(SHARES.plain * fraction));
  for (const [at, sentence] of sentences.entries()) sentence.best = judge(sentence, plain[at] ?? '');

  const lacking = sentences
    .map((sentence) => ({ sentence, required: requiredOf(sentence.best, tokensOf) }))
    .filter(({ required }) => required.length > 0);
  const forced = await translate(
    lacking.map(({ sentence: { text }, required }) => ({ text, required })),
    (fraction) => onProgress(SHARES.plain + SHARES.required * fraction),
  );
  for (const [at, { sentence }] of lacking.entries()) better(sentence, forced[at] ?? '');

  const left = sentences.filter(({ best }) => best.missing.length > 0);
  const hidden = await translate(
    left.map(({ guarded }) => ({ text: guarded.text })),
    (fraction) => onProgress(SHARES.plain + SHARES.required + SHARES.hidden * fraction),
  );
  for (const [at, sentence] of left.entries()) better(sentence, hidden[at] ?? '');
  return sentences.map(({ best: { text, missing } }) => ({ text, missing }));
}

function judge({ text, guarded }: Sentence, translation: string): Outcome {
  const restored = guarded.restore(translation);
  return { ...restored, lost: lostNumbers(text, restored.text) };
}

function better(sentence: Sentence, translation: string): void {
  const outcome = judge(sentence, translation);
  const lacks = ({ missing, lost }: Outcome): number => missing.length + lost.length;
  const isMore = outcome.missing.length > sentence.best.missing.length;
  if (!isMore && lacks(outcome) < lacks(sentence.best)) sentence.best = outcome;
}

function requiredOf(
  { missing, lost }: Outcome,
  tokensOf: TranslateSentencesParams['tokensOf'],
): ReadonlyArray<readonly number[]> {
  return [...missing, ...lost].flatMap((text) => {
    const tokens = tokensOf(text);
    return tokens === undefined ? [] : [tokens];
  });
}
