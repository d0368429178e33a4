import { z } from 'zod';

/**
 * What of a dub's picture is the source's, found by holding both files against each other packet by packet.
 * @example { "sourcePackets": 299, "packets": 299, "identicalPackets": 250, "identicalSha256": "9f86d0…", "groups": 2,
 *   "identicalGroups": 1, "changedGroups": [{ "firstFrame": 250, "endFrame": 299 }], "largestTimeDifferenceMs": 0 }
 */
export const PictureProof = z.strictObject({
  sourcePackets: z.number().int().nonnegative(),
  packets: z.number().int().nonnegative(),
  identicalPackets: z.number().int().nonnegative(),
  /** SHA-256 over the SHA-256 of every packet that is the same in both, in the order of decoding. */
  identicalSha256: z.string(),
  /** Groups of pictures of the source: from one where decoding may start up to the next. */
  groups: z.number().int().nonnegative(),
  identicalGroups: z.number().int().nonnegative(),
  /** Frames of the groups in which a packet differs, by the numbers of the frame index. */
  changedGroups: z.array(z.strictObject({ firstFrame: z.number().int(), endFrame: z.number().int() })),
  /** Between the presentation times of the two, counted from their first pictures, in ms. */
  largestTimeDifferenceMs: z.number(),
});
export type PictureProof = z.infer<typeof PictureProof>;
