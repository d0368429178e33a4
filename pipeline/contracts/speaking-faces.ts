import { z } from 'zod';

/** Why a segment's mouth is left as it is; stable, clients may branch on it. */
export const UntouchedReason = z.enum([
  'no-face',
  'too-small',
  'profile',
  'hidden',
  'off-screen-voice',
  'unsure-who-speaks',
  'too-short',
  'too-few-mouth-shapes',
  'not-convincing',
]);
export type UntouchedReason = z.infer<typeof UntouchedReason>;

/** A stretch of one face that speaks one segment. Times in ms of the job's timeline. */
export const SpeakingSpan = z.strictObject({
  segmentId: z.string(),
  /** Index into the face manifest's parts, and the id of the track there. */
  part: z.number().int().nonnegative(),
  trackId: z.string(),
  person: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  /** How sure it is that this mouth says this segment, 0…1. */
  confidence: z.number().min(0).max(1),
});
export type SpeakingSpan = z.infer<typeof SpeakingSpan>;

/** Who is seen speaking what, and why the others are not. */
export const SpeakingFaces = z.strictObject({
  /** People across shots: tracks that show the same face, and the speaker of the transcript they were joined with. */
  people: z.array(
    z.strictObject({
      id: z.string(),
      tracks: z.array(z.strictObject({ part: z.number().int().nonnegative(), trackId: z.string() })),
      speaker: z.string().optional(),
    }),
  ),
  spans: z.array(SpeakingSpan),
  untouched: z.array(
    z.strictObject({ segmentId: z.string(), startMs: z.number(), endMs: z.number(), reason: UntouchedReason }),
  ),
});
export type SpeakingFaces = z.infer<typeof SpeakingFaces>;
