import type { Transcript } from '../contracts/transcript.js';

export interface DiarizeSpeechParams {
  /** Path of a mono 16 kHz WAV file on the job's timeline. */
  readonly speechPath: string;
  /** What is said; words without times are not split, a segment without words has one speaker. */
  readonly transcript: Transcript;
  /** How many people speak, where someone knows; else it is found. */
  readonly speakerCount?: number | undefined;
  readonly signal: AbortSignal;
  /** 0…1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Finds out who says what: puts a speaker (`spk_1`, `spk_2`… in order of first appearance) on every segment, cuts
 * segments between words where the speaker changes, loses no word, and describes the speakers. Speakers that a transcript
 * names for every segment are kept and only described, unless a number of speakers is given. The same input gives the
 * same answer. Fails with `source-damaged`, `engine-failed`, `cancelled`.
 */
export interface Diarizer {
  diarize(params: DiarizeSpeechParams): Promise<Transcript>;
}
