import type { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import type { Span } from '../../../pipeline/contracts/span.js';
import { spanAttributes as at } from '../../../pipeline/contracts/span-attributes.js';
import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { TaskResult } from '../../../pipeline/contracts/task-result.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import type { LogFields } from '../../../platform/logging/logger.js';
import { spanFailure } from '../../../platform/telemetry/span-failure.js';
import { spanIds } from '../../../platform/telemetry/span-ids.js';
import type { SpanSink } from '../../../platform/telemetry/span-sink.js';
import type { Delivery } from './delivery.js';
import { executionContext } from './execution-context.js';
import { createUnitTrace, type UnitTrace } from './unit-trace.js';

/** What a unit that ended says of itself. */
export interface UnitReport {
  readonly memo: 'hit' | 'miss';
  /** Time of its work, in ms, and time hashing and moving bytes. */
  readonly computeMs?: number;
  readonly transferMs?: number;
  /** What a neural engine computed on. */
  readonly device?: EngineChoice['device'];
}

/** The trace of an execution while it works. */
export interface ExecutionTrace {
  /** Fields of every log line about the execution. */
  readonly logFields: LogFields;
  readonly unit: (unit: Unit, work: (trace: UnitTrace, logFields: LogFields) => Promise<UnitReport>) => Promise<void>;
}

export interface TraceExecutionParams {
  readonly task: TaskMessage;
  readonly delivery: Delivery;
  readonly work: (trace: ExecutionTrace) => Promise<TaskResult>;
}

export interface TraceExecutionDeps {
  readonly spans: SpanSink;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** When this process began, in ms since the epoch. */
  readonly processStartMs: number;
}

/**
 * Works through a task and tells of it: the wait in the queue, the start of this process where the task waited for it,
 * the execution with its units and what they called. Told at once when it ends, before its result is sent.
 */
export async function traceExecution(params: TraceExecutionParams, deps: TraceExecutionDeps): Promise<TaskResult> {
  const { task, delivery } = params;
  const { traceId, spanId } = executionContext(task, delivery.count);
  const told: Span[] = [];
  const logFields = { jobId: task.jobId, taskId: task.taskId, attempt: task.attempt, traceId };
  const trace: ExecutionTrace = {
    logFields: { ...logFields, spanId },
    unit: async (unit, work) => {
      const about = { unit, jobId: task.jobId, traceId, parentSpanId: spanId, nowMs: deps.nowMs };
      const unitTrace = createUnitTrace(about);
      try {
        const report = await work(unitTrace, { ...logFields, spanId: unitTrace.spanId });
        told.push(...unitTrace.end(attributesOf(report)));
      } catch (error) {
        told.push(...unitTrace.end({}, error));
        throw error;
      }
    },
  };
  const tell = (failure: Span['failure']) =>
    deps.spans.record(task.jobId, [...executionSpans(params, deps, failure), ...told]);
  try {
    const result = await params.work(trace);
    tell(result.kind === 'failed' ? result.failure : undefined);
    return result;
  } catch (error) {
    tell(spanFailure(error));
    throw error;
  }
}

function attributesOf({ memo, computeMs, transferMs, device }: UnitReport): Span['attributes'] {
  return {
    [at.memo]: memo,
    ...(computeMs !== undefined && { [at.computeMs]: computeMs }),
    ...(transferMs !== undefined && { [at.transferMs]: transferMs }),
    ...(device !== undefined && { [at.device]: device }),
  };
}

function attributesOfDelivery({ jobId, stage, taskId, attempt }: TaskMessage, { count, queue }: Delivery) {
  return {
    [at.jobId]: jobId,
    [at.stage]: stage,
    [at.taskId]: taskId,
    [at.attempt]: attempt,
    [at.delivery]: count,
    [at.queue]: queue,
  };
}

/** The wait, the start and the execution, all caused by the message that was sent. */
function executionSpans(
  { task, delivery }: TraceExecutionParams,
  { nowMs, processStartMs }: TraceExecutionDeps,
  failure: Span['failure'],
): readonly Span[] {
  const { traceId, spanId, parentSpanId } = executionContext(task, delivery.count);
  const { receivedMs, readyMs, queue, isFirst, enqueuedMs = receivedMs } = delivery;
  const isCold = isFirst && processStartMs > enqueuedMs;
  // a worker that is up may still wait, as for the lock of one that died: that is no start
  const startedMs = isCold ? Math.max(0, Math.min(readyMs, receivedMs) - processStartMs) : 0;
  const waitedMs = Math.max(0, receivedMs - enqueuedMs - startedMs);
  const waitEndMs = isCold ? processStartMs : receivedMs;
  const attributes = attributesOfDelivery(task, delivery);
  const about = { traceId, parentSpanId, service: 'worker', attributes } as const;
  const within = (name: string) => spanIds.within(traceId, spanId, name);
  const wait = { ...about, spanId: within('queue'), name: `queue ${queue}`, kind: 'internal' } as const;
  const start = { ...about, spanId: within('start'), name: 'start worker', kind: 'internal' } as const;
  return [
    { ...wait, startMs: enqueuedMs, endMs: Math.max(enqueuedMs, waitEndMs) },
    ...(isCold ? [{ ...start, startMs: processStartMs, endMs: processStartMs + startedMs }] : []),
    {
      ...about,
      spanId,
      name: `execute ${task.stage}`,
      kind: 'consumer',
      startMs: receivedMs,
      endMs: nowMs(),
      attributes: {
        ...attributes,
        [at.units]: task.units.length,
        [at.queueWaitMs]: waitedMs,
        ...(isFirst && { [at.workerStartMs]: readyMs - processStartMs }),
        [at.isCold]: isCold,
      },
      ...(failure && { failure: { code: failure.code, message: failure.message } }),
    },
  ];
}
