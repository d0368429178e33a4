import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';
import { EngineChoice } from './engine-choice.js';
import { VoiceConsent } from './voice-consent.js';
import { SampleSpan } from './voice-sample.js';

/** What IPTC calls speech that a trained model made: the word other systems look for in a label. */
export const syntheticSource = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

const about = { speaker: z.string(), label: z.string().optional() };

/**
 * One speaker for whom a cloned voice was wanted. A cloned one is told with whose consent, from which sample and by
 * which engine; one that could not be cloned with the reason.
 * @example
 * { "kind": "stock", "speaker": "spk_2", "reason": "Only 3.1 s of clear speech were found; 5 s are needed." }
 */
export const ReceiptVoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cloned'),
    ...about,
    /** Lines spoken with the cloned voice. */
    lines: z.number().int().nonnegative(),
    /** IPTC digital source type of that speech: it is synthetic. */
    digitalSourceType: z.literal(syntheticSource),
    engine: EngineChoice.pick({ id: true, version: true, licence: true }),
    /** The sample of the speaker’s own speech: digest, length in ms, and where in the source it is from. */
    reference: z.strictObject({ sha256: Sha256, durationMs: z.number().positive(), spans: z.array(SampleSpan) }),
    /** As it stood when the voice was cloned. */
    consent: VoiceConsent.omit({ withdrawnOn: true }),
  }),
  z.strictObject({ kind: z.literal('stock'), ...about, reason: z.string() }),
]);
export type ReceiptVoice = z.infer<typeof ReceiptVoice>;
