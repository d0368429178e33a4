import type { Transcript } from '../contracts/transcript.js';
import type { Translation } from '../contracts/translation.js';

/** A term that must appear as `target` wherever `source` is said; the same text twice means: do not translate. */
export interface GlossaryTerm {
  readonly source: string;
  readonly target: string;
}

export interface TranslateParams {
  readonly transcript: Transcript;
  readonly targetLanguage: string;
  readonly glossary: readonly GlossaryTerm[];
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Translates every segment, in order, none dropped or merged. Fails with `language-unreachable` for an unknown pair. */
export interface Translator {
  translate(params: TranslateParams): Promise<Translation>;
}
