import { z } from 'zod';
import { FaceTrack } from './face-tracks.js';
import { Phoneme } from './spoken-segment.js';

/**
 * What the mouths of one run of whole groups of pictures have to say: everything a lip-sync unit needs beside the
 * source and the landmarks, and nothing that other runs depend on.
 */
export const MouthScript = z.strictObject({
  /** Frames to render, cut where the stream may be joined. */
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
  /** Tracks whose mouths move, and further tracks of the same people to take mouths from; `landmarks` names the unit input. */
  tracks: z.array(FaceTrack.extend({ landmarks: z.string(), person: z.string() })),
  lines: z.array(
    z.strictObject({
      segmentId: z.string(),
      trackId: z.string(),
      /** When the dub says it, on the job's timeline. */
      startMs: z.number(),
      endMs: z.number(),
      /** Phonemes on the job's timeline, in ms. */
      phonemes: z.array(Phoneme),
    }),
  ),
});
export type MouthScript = z.infer<typeof MouthScript>;
