import type { Transcript } from '../contracts/transcript.js';

export interface AlignParams {
  /** Path of a mono 16 kHz WAV file. */
  readonly speechPath: string;
  /** What was said; segment times may be rough, words may be missing. */
  readonly transcript: Transcript;
  readonly signal: AbortSignal;
}

/** Finds when each word of a known text is spoken. Never changes the text. */
export interface SpeechAligner {
  align(params: AlignParams): Promise<Transcript>;
}
