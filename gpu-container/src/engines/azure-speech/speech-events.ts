/** A word as the service announces it: its text, and its place in the sound in ms. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A mouth position as the service announces it: its number, and where in the sound it begins, in ms. */
export interface SpokenViseme {
  readonly viseme: number;
  readonly startMs: number;
}

/** What the service tells of one sound besides the sound, in the order it is said. */
export interface SpeechEvents {
  readonly words: readonly SpokenWord[];
  readonly visemes: readonly SpokenViseme[];
}
