import { z } from 'zod';
import { EngineChoice } from './engine-choice.js';
import { Failure } from './failure.js';
import { FitSummary } from './fit-plan.js';
import { PublishedFile } from './job-result.js';
import { LoudnessReport } from './loudness-report.js';
import { ReceiptLips } from './receipt-lips.js';
import { ReceiptSegment } from './receipt-segment.js';
import { ReceiptSubtitles } from './receipt-subtitles.js';
import { ReceiptVoice } from './receipt-voice.js';
import { Verification } from './verification.js';

/** One target language: a failed one carries its failure and whatever had been made by then. */
export const ReceiptLanguage = z.strictObject({
  language: z.string(),
  failure: Failure.optional(),
  /** Engines chosen for this language only; job-wide ones are in the receipt's own list. */
  engines: z.array(EngineChoice).optional(),
  segments: z.array(ReceiptSegment),
  fit: FitSummary.optional(),
  /** The finished programme as measured. */
  loudness: LoudnessReport.optional(),
  /** What listening to the finished dub showed; its segments and loudness are told above. */
  verification: Verification.omit({ language: true, segments: true, loudness: true }).optional(),
  /** Speakers whose voices were to be cloned; absent where nobody's was. */
  voices: z.array(ReceiptVoice).optional(),
  /** What was done to the mouths; absent where nobody looked for faces. */
  lips: ReceiptLips.optional(),
  /** The checks of every set of subtitles, in short; the full reports are among the files. */
  subtitles: z.array(ReceiptSubtitles).optional(),
  /** Files people download, without the receipt itself. */
  files: z.array(PublishedFile),
  warnings: z.array(z.string()).optional(),
});
export type ReceiptLanguage = z.infer<typeof ReceiptLanguage>;
