import type { Transcript } from '../contracts/transcript.js';
import type { Translation } from '../contracts/translation.js';

/** A term that must appear as `target` wherever `source` is said; the same text twice means: do not translate. */
export interface GlossaryTerm {
  readonly source: string;
  readonly target: string;
}

export interface TranslateParams {
  /**
   * What to translate. The segments around one are its context, and the time it has (to the start of the next) is the
   * hint how long its translation may be: engines that know of either use them.
   */
  readonly transcript: Transcript;
  /** A regional tag asks for that variety where the engine has it (`pt-BR`, `ca-valencia`), else for the language. */
  readonly targetLanguage: string;
  /** How people are addressed; as the engine does it by itself when absent. An engine that cannot choose warns. */
  readonly formality?: 'formal' | 'informal';
  readonly glossary: readonly GlossaryTerm[];
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Translates every segment, in order, none dropped or merged. Fails with `language-unreachable` for an unknown pair. */
export interface Translator {
  translate(params: TranslateParams): Promise<Translation>;
}
