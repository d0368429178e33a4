import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';
import { LanguageTag } from './language-tag.js';

/** Who gives a consent: the speaker, or somebody who may act for them. */
const ConsentCapacity = z.enum(['self', 'guardian', 'estate', 'authorized-agent']);

/** An address that can be shown to anybody: names and keys that open it belong elsewhere. */
const OpenAddress = z
  .url({ protocol: /^https$/, error: 'expected an https address' })
  .max(500)
  .refine((address) => !/[?#]|\/\/[^/]*@/.test(address), 'expected an address without a query, fragment or password');

/** Where the signed original lies. It is never opened by this product: it is for people who check. */
const ConsentEvidence = z
  .strictObject({
    /** Digest of the signed document or recording. */
    sha256: Sha256.optional(),
    location: OpenAddress.optional(),
    /** Number or name of the agreement in the records of whoever keeps it. */
    reference: z.string().min(1).max(200).optional(),
  })
  .refine((evidence) => Object.keys(evidence).length > 0, 'expected a sha256, a location or a reference');

/**
 * The record that a person agreed to have their voice cloned: who, to what, for which use, until when, and where the
 * evidence lies. What is not said is not agreed to. Dates are days (ISO 8601), the last one included.
 * @example
 * { "by": "Ada Lovelace", "capacity": "self", "date": "2026-10-02",
 *   "statement": "I agree that my voice is imitated by a computer to dub this lecture.",
 *   "purpose": "Dubbing of the lecture series “Engines”", "languages": ["es", "fr"], "commercialUse": true,
 *   "validUntil": "2027-10-01", "evidence": { "reference": "contract 2026-118" } }
 */
export const VoiceConsent = z.strictObject({
  /** Who agreed. */
  by: z.string().min(1).max(200),
  capacity: ConsentCapacity,
  /** The words that were agreed to. */
  statement: z.string().min(10).max(4000),
  /** The day it was given. */
  date: z.iso.date(),
  /** What the cloned voice may be used for. */
  purpose: z.string().min(3).max(500),
  /** Languages the voice may speak; a tag without a region covers its regions. */
  languages: z.union([z.literal('any'), z.array(LanguageTag).min(1).max(100)]),
  /** Whether what is made may be sold or advertise something. */
  commercialUse: z.boolean(),
  /** The last day it may be used; absent: until it is withdrawn. */
  validUntil: z.iso.date().optional(),
  /** The day it was withdrawn: from then on it permits nothing. */
  withdrawnOn: z.iso.date().optional(),
  evidence: ConsentEvidence.optional(),
});
export type VoiceConsent = z.infer<typeof VoiceConsent>;
