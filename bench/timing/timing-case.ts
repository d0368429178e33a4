import type { Transcript } from '../../pipeline/contracts/transcript.js';
import type { SpeechToFit } from '../../pipeline/timing/fit-speech-params.js';

/** One thing to fit: an original, its dub as spoken at natural rate, and the video's length. */
export interface TimingCase {
  readonly name: string;
  readonly transcript: Transcript;
  readonly speech: readonly SpeechToFit[];
  readonly videoDurationMs: number;
}
