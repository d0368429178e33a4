import { z } from 'zod';

/**
 * A BCP-47 language tag in canonical case, for example `es`, `pt-BR`, `zh-Hant`.
 * Fails on anything `Intl.getCanonicalLocales` rejects and on the undetermined tag `und`.
 */
export const LanguageTag = z
  .string()
  .max(35)
  .transform((value, context): string => {
    try {
      const [canonical] = Intl.getCanonicalLocales(value.trim());
      if (canonical !== undefined && !canonical.startsWith('und') && !canonical.includes('-x-')) return canonical;
    } catch {
      // falls through to the issue below: RangeError is how Intl says "not a tag"
    }
    context.addIssue({ code: 'custom', message: `"${value}" is not a BCP-47 language tag` });
    return z.NEVER;
  });
export type LanguageTag = z.infer<typeof LanguageTag>;
