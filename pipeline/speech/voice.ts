/** One speaker of one window, by the sound of the voice. */
export interface Voice {
  /** Number of the window: voices of the same window are of different people. */
  readonly window: number;
  /** Of length 1. */
  readonly embedding: Float32Array;
}
