/** The smallest piece of speech that has one speaker: a word, or a whole segment whose words are not known. */
export interface SpeechUnit {
  /** Index of the segment in the transcript. */
  readonly segment: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Frames of the piece that hold a voice. */
  readonly frames: readonly Float32Array[];
  /** How long a pitch was heard, in ms: noise and breath have none. */
  readonly voicedMs: number;
}
