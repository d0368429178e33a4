/** A stretch of time in ms; `endMs` is not part of it. */
export interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
}
