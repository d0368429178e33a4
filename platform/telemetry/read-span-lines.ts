import { Span } from '../../pipeline/contracts/span.js';

/** Spans as lines of JSON. Lines a crash cut short, and those of other versions, are passed over. */
export function readSpanLines(text: string): readonly Span[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    try {
      const parsed = Span.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}
