import { InvocationContext } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { callerTrace } from '../../functions/caller-trace.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const [caller, host] = ['b7ad6b7169203331', '00f067aa0ba902b7'];
const header = `00-${traceId}-${caller}-01`;
const context = new InvocationContext({ traceContext: { traceParent: `00-${traceId}-${host}-00` } });
const bare = new InvocationContext();

describe('the trace a job begins in', () => {
  it('is the caller’s, under the caller’s own span', () => {
    expect(callerTrace({ header, context, isHostTold: false })).toEqual({ traceId, parentSpanId: caller });
  });

  it('lies under the host’s span of the call where the host tells of it', () => {
    expect(callerTrace({ header, context, isHostTold: true })).toEqual({ traceId, parentSpanId: host });
  });

  it('has no parent where nobody told one: the host’s span is then told by nobody', () => {
    expect(callerTrace({ context, isHostTold: false })).toEqual({ traceId });
    expect(callerTrace({ header: 'nonsense', context, isHostTold: false })).toEqual({ traceId });
  });

  it('is left to the job where there is no host to ask', () => {
    expect(callerTrace({ context: bare, isHostTold: false })).toBeUndefined();
    expect(callerTrace({ header, context: bare, isHostTold: true })).toEqual({ traceId, parentSpanId: caller });
  });
});
