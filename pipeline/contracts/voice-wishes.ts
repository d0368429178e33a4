import { z } from 'zod';
import { VoiceConsent } from './voice-consent.js';

/** The key that stands for every speaker without a wish of their own. */
export const everySpeaker = '*';
const maxWishes = 50;

/** What is wanted of one speaker's voice. To clone it takes a consent; without one the request is refused. */
export const VoiceWish = z.strictObject({ clone: z.boolean(), consent: VoiceConsent.optional() });
export type VoiceWish = z.infer<typeof VoiceWish>;

/**
 * Whose voices are cloned: by id of a speaker (`spk_1`), by the name a brought transcript gives them, or `*` for
 * everybody else. Whoever is not named, or named with `clone: false`, is spoken by a stock voice.
 * @example { "*": { "clone": true, "consent": { "by": "Ada Lovelace", "…": "…" } }, "spk_2": { "clone": false } }
 */
export const VoiceWishes = z
  .record(z.string().min(1).max(100), VoiceWish)
  .refine((wishes) => Object.keys(wishes).length <= maxWishes, `expected at most ${maxWishes} speakers`);
export type VoiceWishes = z.infer<typeof VoiceWishes>;
