import { z } from 'zod';
import { PictureProof } from './picture-proof.js';
import { UntouchedReason } from './speaking-faces.js';
import { SyncScore } from './sync-score.js';

/** What can be wrong with a moved mouth; stable, clients may branch on it. */
export const LipFindingKind = z.enum([
  'lips-late',
  'sync-unknown',
  'sync-weaker',
  'jitter',
  'identity-changed',
  'outside-touched',
  'packets-missing',
  'times-moved',
]);
export type LipFindingKind = z.infer<typeof LipFindingKind>;

/** One thing found wrong, with the measured value in words a person can act on. */
export const LipFinding = z.strictObject({
  kind: LipFindingKind,
  person: z.string().optional(),
  message: z.string(),
});
export type LipFinding = z.infer<typeof LipFinding>;

/** How one person's mouth was moved, over all its rendered stretches. */
export const VerifiedMouth = z.strictObject({
  person: z.string(),
  renderedFrames: z.number().int(),
  /** The source's mouth with the source's sound: what this clip can score at best. */
  original: SyncScore,
  /** The source's mouth with the dub: what would be seen without moving it. */
  before: SyncScore,
  /** The rendered mouth with the dub. */
  after: SyncScore,
  /** Mean acceleration of the lips' opening over that of the source; 1 is as calm as the source. */
  jitterRatio: z.number().optional(),
  /** The lowest cosine of identity vectors before and after, −1…1. */
  identitySimilarity: z.number().optional(),
});
export type VerifiedMouth = z.infer<typeof VerifiedMouth>;

/** A stretch whose mouth was left as it is, and why. */
export const UntouchedMouth = z.strictObject({
  person: z.string(),
  segmentIds: z.array(z.string()),
  firstFrame: z.number().int(),
  endFrame: z.number().int(),
  reason: UntouchedReason,
});
export type UntouchedMouth = z.infer<typeof UntouchedMouth>;

/** A dub's mouths as the machine sees them. */
export const LipVerification = z.strictObject({
  frames: z.number().int(),
  changedFrames: z.number().int(),
  /** 0…1 */
  shareOfFramesChanged: z.number(),
  mouths: z.array(VerifiedMouth),
  untouched: z.array(UntouchedMouth),
  /** Largest difference of any sample outside the masks before encoding; 0 when untouched means untouched. */
  outsideMaskMaxDifference: z.number(),
  /** The lowest PSNR in dB outside the masks after encoding. */
  outsideMaskPsnrDb: z.number().optional(),
  proof: PictureProof.optional(),
  findings: z.array(LipFinding),
});
export type LipVerification = z.infer<typeof LipVerification>;
