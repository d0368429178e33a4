import { createHash } from 'node:crypto';

export interface StageIdentity {
  readonly stage: string;
  readonly language?: string | undefined;
  /** Tells two runs of one stage apart (two brought files, an edited transcript); absent before there is a plan. */
  readonly planId?: string | undefined;
}

export interface TaskIdentity {
  readonly taskId: string;
  readonly attempt: number;
}

export interface ExecutionIdentity extends TaskIdentity {
  /** How often the broker had delivered the message, this time included. */
  readonly delivery: number;
}

/**
 * Ids of spans. Each derives from the trace and from what the span is about, never from chance: whoever tells of it,
 * and however often (a retried activity, a message delivered twice), tells of the same span.
 */
export const spanIds = {
  job: (traceId: string) => spanId(traceId, 'job'),
  accept: (traceId: string) => spanId(traceId, 'accept'),
  target: (traceId: string, language: string) => spanId(traceId, 'target', language),
  stage: (traceId: string, { stage, language, planId }: StageIdentity) =>
    spanId(traceId, 'stage', stage, language ?? '', planId ?? ''),
  activity: (traceId: string, name: string, input: unknown) => spanId(traceId, 'activity', name, JSON.stringify(input)),
  result: (traceId: string, { taskId, attempt }: TaskIdentity) => spanId(traceId, 'result', taskId, `${attempt}`),
  execution: (traceId: string, { taskId, attempt, delivery }: ExecutionIdentity) =>
    spanId(traceId, 'execution', taskId, `${attempt}`, `${delivery}`),
  /** What happens within a span: `path` names it among its siblings. */
  within: (traceId: string, parentSpanId: string, ...path: readonly string[]) =>
    spanId(traceId, 'within', parentSpanId, ...path),
  /** The trace of a job whose document names none. */
  traceOf: (jobId: string) => digest(['trace', jobId], 32),
} as const;

function spanId(...path: readonly string[]): string {
  return digest(path, 16);
}

function digest(path: readonly string[], hexDigits: number): string {
  return createHash('sha256').update(JSON.stringify(path)).digest('hex').slice(0, hexDigits);
}
