import type { Span } from '../../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../../pipeline/contracts/span-attributes.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import { spanFailure } from '../../../platform/telemetry/span-failure.js';
import { spanIds } from '../../../platform/telemetry/span-ids.js';

export interface UnitTraceDeps {
  readonly unit: Unit;
  readonly jobId: string;
  readonly traceId: string;
  readonly parentSpanId: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
}

export interface CallParams {
  readonly name: string;
  readonly kind: Span['kind'];
  readonly attributes: Span['attributes'];
  /** Calls that are over sooner are not worth a line, in ms. */
  readonly atLeastMs?: number;
}

/** The spans of one unit: its own, and those of what it called. */
export interface UnitTrace {
  readonly spanId: string;
  /** Does something for the unit and tells how long it took. */
  call<T>(params: CallParams, work: () => Promise<T>): Promise<T>;
  /** Everything told, the unit's own span first. */
  end(attributes: Span['attributes'], error?: unknown): readonly Span[];
}

/** Starts the span of a unit. */
export function createUnitTrace(deps: UnitTraceDeps): UnitTrace {
  const { unit, jobId, traceId, parentSpanId, nowMs } = deps;
  const spanId = spanIds.within(traceId, parentSpanId, 'unit', unit.unitKey);
  const startMs = nowMs();
  const about = { [at.jobId]: jobId, [at.stage]: unit.stage, ...(unit.engine && { [at.engine]: unit.engine.id }) };
  const { told, call } = createCalls({ traceId, parentSpanId: spanId, about, nowMs });
  return {
    spanId,
    call,
    end: (attributes, error) => [
      {
        traceId,
        spanId,
        parentSpanId,
        name: `unit ${unit.stage}`,
        kind: 'internal',
        service: 'worker',
        startMs,
        endMs: nowMs(),
        attributes: { ...about, [at.unitKey]: unit.unitKey, ...attributes },
        ...failed(error),
      },
      ...told,
    ],
  };
}

interface CallsParams extends Pick<UnitTraceDeps, 'traceId' | 'parentSpanId' | 'nowMs'> {
  /** Attributes of every call. */
  readonly about: Span['attributes'];
}

/** The calls of a unit; those of one name are told apart by their order. */
function createCalls({ traceId, parentSpanId, about, nowMs }: CallsParams) {
  const told: Span[] = [];
  const counts = new Map<string, number>();
  const begin = (name: string) => {
    const nth = counts.get(name) ?? 0;
    counts.set(name, nth + 1);
    return spanIds.within(traceId, parentSpanId, name, String(nth));
  };
  const call: UnitTrace['call'] = async ({ name, kind, attributes, atLeastMs = 0 }, work) => {
    const own = { traceId, spanId: begin(name), parentSpanId, name, kind, service: 'worker' } as const;
    const startMs = nowMs();
    const end = (error?: unknown) => {
      const endMs = nowMs();
      if (error === undefined && endMs - startMs < atLeastMs) return;
      told.push({ ...own, startMs, endMs, attributes: { ...about, ...attributes }, ...failed(error) });
    };
    try {
      const result = await work();
      end();
      return result;
    } catch (error) {
      end(error);
      throw error;
    }
  };
  return { told, call };
}

function failed(error: unknown): Pick<Span, 'failure'> {
  return error === undefined ? {} : { failure: spanFailure(error) };
}
