import type { Transcript } from '../contracts/transcript.js';

export interface RecognizeParams {
  /** Path of a mono 16 kHz WAV file. */
  readonly speechPath: string;
  readonly language: string;
  /** An existing folder for temporary files, which are removed again; the system's own where none is given. */
  readonly directory?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Turns speech into words with times. Fails with `no-speech` when there is none, `engine-failed` when the engine stops. */
export interface SpeechRecognizer {
  recognize(params: RecognizeParams): Promise<Transcript>;
}
