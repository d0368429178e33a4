import type { z } from 'zod';
import { LipVerification } from './lip-verification.js';
import { SpeakingFaces } from './speaking-faces.js';

/** What was done to the mouths of one dub, how it measures, and which segments have no mouth to move. */
export const ReceiptLips = LipVerification.extend({ unseen: SpeakingFaces.shape.untouched });
export type ReceiptLips = z.infer<typeof ReceiptLips>;
