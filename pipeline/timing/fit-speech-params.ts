import type { Transcript } from '../contracts/transcript.js';
import type { Word } from '../contracts/word.js';
import type { FitLimits } from './fit-limits.js';

/** One segment as spoken at natural rate. */
export interface SpeechToFit {
  readonly id: string;
  readonly durationMs: number;
  /** Other wordings, in the order they would be preferred. */
  readonly alternatives?: readonly { readonly text: string; readonly durationMs: number }[];
  /** Word times in this audio; give them only when whoever plays the plan honours `pauses`. */
  readonly words?: readonly Word[];
}

/** What `fitSpeech` works on. */
export interface FitSpeechParams {
  readonly transcript: Transcript;
  /** Segments that have no speech are left out of the plan and count as uncovered. */
  readonly speech: readonly SpeechToFit[];
  readonly videoDurationMs: number;
  /** Times of the shot changes. */
  readonly shotsMs?: readonly number[];
  /** Whether the mouth of a segment's speaker is seen; unknown is treated as seen. */
  readonly onScreen?: (segmentId: string) => boolean | undefined;
  readonly limits?: Partial<FitLimits>;
}
