import type { TranslatedSegment, Translation } from '../../../../pipeline/contracts/translation.js';
import type { TranslateParams } from '../../../../pipeline/ports/translator.js';
import { splitSentences } from './split-sentences.js';
import { tagsOf } from './tags-of.js';
import { type TranslatedSentence, translateSentences } from './translate-sentences.js';
import type { SourceText } from './translate-texts.js';

/** What a model that translates sentences can be asked. */
export interface SentenceModel {
  readonly encode: (text: string) => readonly number[];
  readonly decode: (tokens: readonly number[]) => string;
  /** A longer sentence is cut. */
  readonly mostSourceTokens: number;
  /** In order, one for each. */
  readonly translate: (
    texts: readonly SourceText[],
    onProgress: (fraction: number) => void,
  ) => Promise<readonly string[]>;
}

const NO_FORMALITY = 'This translator cannot choose between formal and informal address.';
const UNSPACED = /^(zh|ja|th|lo|my|km|yue)\b/;
const HAS_WORDS = /[\p{L}\p{N}]/u;

/** Translates a transcript sentence by sentence, all segments together; every segment keeps its place. */
export async function translateTranscript(params: TranslateParams, model: SentenceModel): Promise<Translation> {
  const { transcript, targetLanguage, glossary, formality, onProgress } = params;
  const limits = { count: (text: string) => model.encode(text).length, mostTokens: model.mostSourceTokens };
  const cut = transcript.segments.map(({ text }) =>
    HAS_WORDS.test(text) ? splitSentences({ text, language: transcript.language, ...limits }) : [],
  );
  const sentences = cut.flat();
  const translated = await translateSentences({
    ...{ sentences, translate: model.translate, onProgress },
    glossary: [...glossary, ...sentences.flatMap(tagsOf)],
    tokensOf: (text) => tokensOf(text, model, targetLanguage),
  });
  onProgress(1);
  let from = 0;
  const segments = transcript.segments.map(({ id, text }, at): TranslatedSegment => {
    const own = translated.slice(from, from + (cut[at]?.length ?? 0));
    from += own.length;
    return { id, ...(own.length === 0 ? { text } : joined(own, targetLanguage)) };
  });
  return { language: targetLanguage, segments, ...(formality === undefined ? {} : { warnings: [NO_FORMALITY] }) };
}

function joined(sentences: readonly TranslatedSentence[], language: string): Omit<TranslatedSegment, 'id'> {
  const text = sentences.map((sentence) => sentence.text).join(UNSPACED.test(language) ? '' : ' ');
  const missingTerms = [...new Set(sentences.flatMap(({ missing }) => missing))];
  return missingTerms.length === 0 ? { text } : { text, missingTerms };
}

/** The tokens that say a text, beginning as a word does; nothing for one the model's vocabulary cannot spell. */
function tokensOf(text: string, model: SentenceModel, language: string): readonly number[] | undefined {
  // byte-level tokenizers write the space before a word into it, others put one there by themselves
  const spaced = model.encode(` ${text}`);
  const tokens = model.decode(spaced) === text ? spaced : model.encode(text);
  // where words are not spaced, that space would stand in the middle of the text
  const bare = [model.encode(text), tokens.slice(1)].find((each) => model.decode(each) === text) ?? tokens;
  const chosen = UNSPACED.test(language) ? bare : tokens;
  return model.decode(chosen) === text ? chosen : undefined;
}
