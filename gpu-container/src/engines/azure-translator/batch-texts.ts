/** Limits of one translate request: https://learn.microsoft.com/azure/ai-services/translator/service-limits */
export const TRANSLATOR_LIMITS = { characters: 50_000, elements: 1000 } as const;

/**
 * Characters, mark-up included, after which a request is sent: the service advises short ones, and its hourly quota is
 * spread over the minutes.
 */
const SENT_CHARACTERS = 10_000;

/**
 * Groups texts, in order, into requests within the limits. A text above the limit of one request is alone in its
 * group: whoever sends it must refuse it.
 */
export function batchTexts<T extends { readonly html: string }>(texts: readonly T[]): ReadonlyArray<readonly T[]> {
  const batches: T[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const open = batches.at(-1);
    if (
      open === undefined ||
      characters + text.html.length > SENT_CHARACTERS ||
      open.length >= TRANSLATOR_LIMITS.elements
    ) {
      batches.push([text]);
      characters = text.html.length;
    } else {
      open.push(text);
      characters += text.html.length;
    }
  }
  return batches;
}
