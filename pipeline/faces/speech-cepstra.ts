/** The sound of speech over a whole source: rows of mel-frequency cepstra at a steady pace. */
export interface SpeechCepstra {
  readonly hopMs: number;
  /** Values per row. */
  readonly width: number;
  /** Row after row; the middle of the first lies `hopMs` / 2 after 0 on the job's timeline. */
  readonly rows: Float32Array;
}
