import type { InvocationContext } from '@azure/functions';
import type { Span } from '../../pipeline/contracts/span.js';
import { priceStage } from '../../pipeline/cost/price-stage.js';
import { workOfPlan } from '../../pipeline/cost/work-of-plan.js';
import { traceActivity } from '../../platform/telemetry/trace-activity.js';
import { type Composition, composition } from '../composition.js';
import { invocationLog } from '../invocation-log.js';

export interface TracedParams {
  /** As in names.ts. */
  readonly name: string;
  readonly input: unknown;
  readonly context: InvocationContext;
  readonly kind?: 'internal' | 'producer';
  /** More to say of it once it ended well. */
  readonly describe?: () => Span['attributes'];
}

/** The app's adapters, as one traced activity sees them. */
export type TracedDeps = Composition & { readonly traceparent: () => Promise<string | undefined> };

/** Runs an activity that is told in its job's trace, see `traceActivity`. */
export async function traced<T>(
  { context, ...params }: TracedParams,
  work: (deps: TracedDeps) => Promise<T>,
): Promise<T> {
  const deps = await composition();
  const { documents, findJob, spans, basis } = deps;
  return traceActivity(params, (tools) => work({ ...deps, ...tools }), {
    documents,
    findJob,
    spans,
    log: invocationLog(context),
    nowMs: Date.now,
    costOf: (done) => priceStage(workOfPlan(done, basis), basis).amount,
  });
}
