import { z } from 'zod';

/** How two speakers in one cue are marked. */
export const DialogueStyle = z.enum(['both-tight', 'both-spaced', 'second-tight', 'second-spaced']);
export type DialogueStyle = z.infer<typeof DialogueStyle>;

/**
 * Every number a set of cues is measured by, for one language. Frame counts are at the programme's own rate.
 * @example { "id": "netflix", "audience": "adult", "charsPerLine": 42, "maxLines": 2, "charsPerSecond": 17, … }
 */
export const SubtitleProfile = z.strictObject({
  id: z.string().min(1).max(64),
  audience: z.enum(['adult', 'children', 'sdh', 'sdh-children']),
  /** Columns; in full-width languages a half-width character counts one half. */
  charsPerLine: z.number().positive().max(200),
  isFullWidth: z.boolean(),
  maxLines: z.number().int().min(1).max(4),
  charsPerSecond: z.number().positive().max(100),
  minDurationMs: z.number().min(0).max(10_000),
  maxDurationMs: z.number().min(500).max(60_000),
  minGapFrames: z.number().int().min(0).max(50),
  /** Gaps above the minimum and below half a second must be closed to the minimum. */
  closesSmallGaps: z.boolean(),
  /** Cues start on, or half a second away from, a cut, and end the minimum gap before it or half a second away. */
  snapsToShots: z.boolean(),
  /** How far a cue may start before or after its first word. */
  syncEarlyFrames: z.number().int().min(0).max(100),
  syncLateFrames: z.number().int().min(0).max(100),
  /** How long a cue may stay after its last word before it counts as hanging. */
  lingerMs: z.number().min(0).max(10_000),
  dialogueStyle: DialogueStyle,
  /** Demand the single character `…` instead of three full stops. */
  usesEllipsisCharacter: z.boolean(),
  allowsItalics: z.boolean(),
  /** Fillers and repeated words may be dropped where the text cannot be read at its speed. */
  mayCondense: z.boolean(),
  /** Speaker labels and sounds are part of the text (deaf and hard of hearing). */
  hasSpeakerLabels: z.boolean(),
});
export type SubtitleProfile = z.infer<typeof SubtitleProfile>;
