import { z } from 'zod';

/** The first picture of a group that needs nothing before it. */
export const KeyFrame = z.strictObject({
  /** Number of the group's first picture in presentation order. */
  frame: z.number().int().nonnegative(),
  /** The picture may be cut here: a run of frames to render may begin here and end before it. */
  isClosed: z.boolean(),
});
export type KeyFrame = z.infer<typeof KeyFrame>;

/** Why the packets of a source cannot stand beside new ones; stable, clients may branch on it. */
export const UnjoinableReason = z.enum([
  /** No encoder of ours writes this codec, or no player expects it in MP4. */
  'codec',
  /** Groups of pictures refer to one another for longer than a unit of work may last. */
  'open-groups',
  /** The file's edit list plays more than one stretch, or its index cannot be taken apart. */
  'edit-list',
  /** Sample format that the encoder of this codec cannot write. */
  'pixel-format',
]);
export type UnjoinableReason = z.infer<typeof UnjoinableReason>;

/** What happens to the picture when some of its frames change. */
export const PictureJoining = z.discriminatedUnion('kind', [
  /** Groups without a changed frame stay the source's packets, byte by byte. */
  z.strictObject({ kind: z.literal('packets'), parameterSetId: z.number().int() }),
  /** The whole stream is encoded anew. */
  z.strictObject({ kind: z.literal('whole'), reason: UnjoinableReason }),
  /** Frames must not be changed: the picture is interlaced, or its samples are of a kind we do not read. */
  z.strictObject({ kind: z.literal('none'), reason: z.enum(['interlaced', 'pixel-format']) }),
]);
export type PictureJoining = z.infer<typeof PictureJoining>;

/**
 * Every picture a player shows of the source's video stream, in presentation order. Frame numbers everywhere else count
 * in this list. Size and samples are those of the stored picture, before the turn that makes it upright.
 */
export const FrameIndex = z.strictObject({
  /** ffmpeg's names. */
  codec: z.string(),
  pixelFormat: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Presentation times in ms, ascending, one per picture; the first picture is at 0. */
  timesMs: z.array(z.number()),
  /** When the last picture ends, in ms. */
  endMs: z.number(),
  keyFrames: z.array(KeyFrame),
  /** Pictures in the file before the first and after the last one shown, which an edit list hides. */
  hiddenBefore: z.number().int().nonnegative(),
  hiddenAfter: z.number().int().nonnegative(),
  /** By how many pictures decoding may run ahead of showing; 0 where pictures are coded in the order they are shown. */
  reorderFrames: z.number().int().nonnegative(),
  joining: PictureJoining,
});
export type FrameIndex = z.infer<typeof FrameIndex>;
