import type { Transcript } from '../contracts/transcript.js';

/** Whether a transcript names the speaker of every segment and nobody asks for another number of them. */
export function areSpeakersKnown({ segments }: Transcript, speakerCount: number | undefined): boolean {
  return speakerCount === undefined && segments.every(({ speaker }) => speaker !== undefined);
}
