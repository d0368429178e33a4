import type { Span } from '../../pipeline/contracts/span.js';

/** Spans as lines of JSON. The line starts with a newline as well, so that one a crash cut short spoils no other. */
export function writeSpanLines(spans: readonly Span[]): string {
  return spans.map((span) => `\n${JSON.stringify(span)}\n`).join('');
}
