import { z } from 'zod';
import { FaceTrack } from './face-tracks.js';
import { InsertedPause } from './fit-plan.js';
import { Phoneme } from './spoken-segment.js';

/** A face whose mouth may be redrawn or taken from. `landmarks` names the unit input its landmarks lie in. */
export const ScriptTrack = FaceTrack.extend({ landmarks: z.string(), person: z.string() });
export type ScriptTrack = z.infer<typeof ScriptTrack>;

/** A stretch in which one mouth is redrawn, from rest or the original's speech to the dub's. Times in ms of the job's timeline. */
export const MouthStretch = z.strictObject({
  trackId: z.string(),
  segmentIds: z.array(z.string()),
  /** Frame numbers as in the frame index, inside the track; they may go beyond the run, whose neighbour does the rest. */
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
});
export type MouthStretch = z.infer<typeof MouthStretch>;

/** One segment as the dub says it, with phonemes on the job's timeline, in ms. */
export const MouthLine = z.strictObject({
  segmentId: z.string(),
  trackIds: z.array(z.string()),
  startMs: z.number(),
  endMs: z.number(),
  phonemes: z.array(Phoneme),
  /** Its sound, for renderers that draw from sound: the unit input with its audio at natural rate, and how it is played from `startMs` on. */
  speech: z
    .strictObject({ input: z.string(), rate: z.number().positive(), pauses: z.array(InsertedPause).optional() })
    .optional(),
});
export type MouthLine = z.infer<typeof MouthLine>;

/**
 * What the mouths of one run of whole groups of pictures have to say: everything a lip-sync unit needs beside the
 * source and the landmarks, and nothing that other runs depend on.
 * @example { "firstFrame": 0, "endFrame": 250, "tracks": […], "stretches": [{ "trackId": "p0-t1", "segmentIds": ["seg_1"],
 *   "firstFrame": 30, "endFrame": 118 }], "lines": [{ "segmentId": "seg_1", "trackIds": ["p0-t1"], "startMs": 1260,
 *   "endMs": 3900, "phonemes": [{ "ipa": "b", "startMs": 1260, "endMs": 1330 }] }] }
 */
export const MouthScript = z.strictObject({
  /** Frames to render, cut where the stream may be joined. */
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
  /** Tracks whose mouths move, and further tracks of the same people to take mouths from. Ids are unique here. */
  tracks: z.array(ScriptTrack),
  stretches: z.array(MouthStretch),
  lines: z.array(MouthLine),
});
export type MouthScript = z.infer<typeof MouthScript>;
