import { z } from 'zod';

/**
 * The body of `GET /languages`: every way to dub, from a spoken language to a target.
 * @example { "languages": [{ "from": "en", "to": "fr", "name": "French", "translator": "apertium",
 *   "path": "eng-spa → spa-fra", "chrF": 66.8, "isHeard": true, "voices": ["espeak"] }] }
 */
export const LanguageList = z.strictObject({
  languages: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      name: z.string(),
      translator: z.string(),
      path: z.string().optional(),
      chrF: z.number().optional(),
      isHeard: z.boolean(),
      voices: z.array(z.string()),
    }),
  ),
});
export type LanguageList = z.infer<typeof LanguageList>;
