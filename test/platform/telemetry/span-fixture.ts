import type { Span } from '../../../pipeline/contracts/span.js';

export const traceId = '0af7651916cd43dd8448eb211c80319c';

/** A span of a job that lasted one second, with what a test says otherwise. */
export function spanOf(changed: Partial<Span> = {}): Span {
  return {
    traceId,
    spanId: 'b7ad6b7169203331',
    name: 'unit translate',
    kind: 'internal',
    service: 'worker',
    startMs: 1_795_255_200_000.25,
    endMs: 1_795_255_201_000.25,
    attributes: { 'polydub.stage': 'translate' },
    ...changed,
  };
}
