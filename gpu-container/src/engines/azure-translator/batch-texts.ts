/** Limits of one translate request: https://learn.microsoft.com/azure/ai-services/translator/service-limits */
export const TRANSLATOR_LIMITS = { characters: 50_000, elements: 1000 } as const;

/** When a request is sent: after so many characters, mark-up included, or so many texts. */
export interface BatchSize {
  readonly characters: number;
  readonly elements: number;
}

/**
 * Groups texts, in order, into requests within the limits. A text above the limit of one request is alone in its
 * group: whoever sends it must refuse it.
 */
export function batchTexts<T extends { readonly html: string }>(
  texts: readonly T[],
  size: BatchSize,
): ReadonlyArray<readonly T[]> {
  const batches: T[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const open = batches.at(-1);
    if (open === undefined || characters + text.html.length > size.characters || open.length >= size.elements) {
      batches.push([text]);
      characters = text.html.length;
    } else {
      open.push(text);
      characters += text.html.length;
    }
  }
  return batches;
}
