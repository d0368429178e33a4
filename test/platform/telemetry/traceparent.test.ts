import { describe, expect, it } from 'vitest';
import { traceparent } from '../../../platform/telemetry/traceparent.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentSpanId = 'b7ad6b7169203331';

describe('traceparent', () => {
  it('reads what it writes', () => {
    expect(traceparent.parse(traceparent.format(traceId, parentSpanId))).toEqual({ traceId, parentSpanId });
  });

  it('reads later versions, which may say more', () => {
    expect(traceparent.parse(`01-${traceId}-${parentSpanId}-01-more`)).toEqual({ traceId, parentSpanId });
  });

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['a forbidden version', `ff-${traceId}-${parentSpanId}-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${parentSpanId}-01`],
    ['a span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${traceId.toUpperCase()}-${parentSpanId}-01`],
    ['half of it', `00-${traceId}`],
  ])('takes %s for no parent', (_, header) => {
    expect(traceparent.parse(header)).toBeUndefined();
  });
});
