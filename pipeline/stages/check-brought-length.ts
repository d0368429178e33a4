import type { Transcript } from '../contracts/transcript.js';
import { PipelineError } from '../errors/pipeline-error.js';

/** Nobody speaks this fast: hurried speech has about 25 letters a second. Leaves room for notes between the words. */
const MAX_CHARACTERS_PER_SECOND = 80;
/** What a file may hold beside speech whatever its length: a title, credits. */
const FREE_CHARACTERS = 2000;

/**
 * Refuses a transcript that cannot belong to the sound before anybody tries to align it, which would take as long as
 * speaking it. Fails with `transcript-invalid`.
 */
export function checkBroughtLength(transcript: Transcript, durationMs: number): void {
  const characters = transcript.segments.reduce((sum, { text }) => sum + text.length, 0);
  const limit = FREE_CHARACTERS + (MAX_CHARACTERS_PER_SECOND * durationMs) / 1000;
  if (characters <= limit) return;
  throw new PipelineError(
    'transcript-invalid',
    `The transcript has ${characters} characters; nobody says that in ${Math.round(durationMs / 1000)} s of sound.`,
  );
}
