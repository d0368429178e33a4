import { z } from 'zod';

/** A picture that can be decoded on its own, and where its group of pictures begins. */
export const KeyFrame = z.strictObject({
  /** Number of the key frame in presentation order. */
  frame: z.number().int().nonnegative(),
  /** No picture of this group or a later one refers to an earlier group, so the stream may be cut and joined here. */
  isClosed: z.boolean(),
});
export type KeyFrame = z.infer<typeof KeyFrame>;

/**
 * Every picture of the source's video stream in presentation order. Frame numbers everywhere else count in this list;
 * times are those of the stream, in ms, with the first picture of the job's timeline at 0.
 */
export const FrameIndex = z.strictObject({
  codec: z.string(),
  pixelFormat: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Presentation times in ms, ascending, one per picture. */
  timesMs: z.array(z.number()),
  keyFrames: z.array(KeyFrame),
});
export type FrameIndex = z.infer<typeof FrameIndex>;
