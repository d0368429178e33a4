/** A word on the timeline of the piece of sound it was heard in, in ms. */
export interface TimedWord {
  /** As it stands in the text, with its marks and without spaces. */
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Whether a space stands before it in the text. */
  readonly isSpaced: boolean;
  /** 0…1. */
  readonly confidence: number;
}
