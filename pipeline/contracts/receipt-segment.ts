import { z } from 'zod';
import { Finding } from './verification.js';

/**
 * One segment of one target language as the receipt tells it. Times in ms on the source timeline.
 * A subtitles-only job has no dub, so everything about the dub is optional.
 * @example
 * { "id": "seg-0003", "originalText": "I love this city.", "translatedText": "Me encanta esta ciudad.",
 *   "originalStartMs": 7610, "originalEndMs": 8690, "voice": "espeak:es+m3", "startMs": 7610, "endMs": 8780,
 *   "rate": 1.05, "overlap": 1, "onsetErrorMs": 0, "confidence": 0.93, "heardText": "me encanta esta ciudad" }
 */
export const ReceiptSegment = z.strictObject({
  id: z.string(),
  speaker: z.string().optional(),
  originalText: z.string(),
  /** As it is spoken. */
  translatedText: z.string(),
  originalStartMs: z.number(),
  originalEndMs: z.number(),
  voice: z.string().optional(),
  startMs: z.number().optional(),
  endMs: z.number().optional(),
  rate: z.number().positive().optional(),
  /** Share 0…1 of the original speech time that this segment's dub covers. */
  overlap: z.number().min(0).max(1).optional(),
  onsetErrorMs: z.number().optional(),
  /** Which of the translation's alternatives was spoken, from 0; absent where its own text was. */
  alternative: z.number().int().nonnegative().optional(),
  /** Whether the speaker's mouth is seen; absent when nobody looked. */
  isOnScreen: z.boolean().optional(),
  /** 0…1; sorts segments from worst to best. */
  confidence: z.number().min(0).max(1).optional(),
  /** What a recognizer heard in the finished dub. */
  heardText: z.string().optional(),
  /** Limits of the fit that could not be kept, in plain words. */
  exceptions: z.array(z.string()).optional(),
  /** What verification found wrong with this segment. */
  findings: z.array(Finding).optional(),
});
export type ReceiptSegment = z.infer<typeof ReceiptSegment>;
