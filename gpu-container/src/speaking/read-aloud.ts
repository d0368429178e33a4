/** Tells how a text is read in the voice of a reader. Fails as that reader does. */
export type ReadAloud = (params: ReadAloudParams) => Promise<readonly ReadClause[]>;

export interface ReadAloudParams {
  readonly text: string;
  /** A voice of espeak-ng: `de`, `en-gb-x-rp`. */
  readonly voice: string;
  readonly signal: AbortSignal;
}

/** A clause as it is said. */
export interface ReadClause {
  readonly words: readonly ReadWord[];
  /** The mark it ends with, one of `. ! ? … , ; : —`; empty at the end of a text without one. */
  readonly mark: string;
}

/** A word of a text, and what of its clause it sounds like. */
export interface ReadWord {
  /** As people see it, with its marks. */
  readonly text: string;
  /** IPA, the letters of one sound tied with `^`; empty where it is not heard by itself. */
  readonly ipa: string;
  /** Said in one breath with the word before: nothing stands between them. */
  readonly isJoined: boolean;
}
