import { z } from 'zod';

/** One face followed through one shot. Lengths in pixels of the upright, full-size picture. */
export const FaceTrack = z.strictObject({
  id: z.string(),
  /** Frame numbers as in the frame index; `endFrame` is the first without it. Every frame between has landmarks. */
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
  startMs: z.number(),
  endMs: z.number(),
  /** Median distance between the outer corners of the eyes. */
  eyeDistancePx: z.number().positive(),
  /** Median absolute turn of the head to the side, in degrees; 0 looks into the camera. */
  yawDegrees: z.number(),
  /** Share 0…1 of frames in which the mouth and the chin are inside the picture and not hidden. */
  visibleMouth: z.number().min(0).max(1),
  /** Mean confidence 0…1 of the landmark model. */
  confidence: z.number().min(0).max(1),
  /** What tells this person from others: unit vector of the identity model, mean over the track. */
  identity: z.array(z.number()),
  /** Where this track begins in the landmark artifact, in bytes; frames follow one another. */
  landmarksOffset: z.number().int().nonnegative(),
});
export type FaceTrack = z.infer<typeof FaceTrack>;

/** The faces of one stretch of the source, found and followed. Its landmarks lie in an artifact of their own. */
export const FaceTracks = z.strictObject({
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
  tracks: z.array(FaceTrack),
});
export type FaceTracks = z.infer<typeof FaceTracks>;
