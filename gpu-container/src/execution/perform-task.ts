import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { TaskResult } from '../../../pipeline/contracts/task-result.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { toFailure } from '../../../pipeline/errors/to-failure.js';
import { createProgressReporter } from './report-progress.js';
import { runTask } from './run-task.js';

export interface PerformTaskDeps {
  readonly runUnit: (unit: Unit, onProgress: (fraction: number) => void, signal: AbortSignal) => Promise<void>;
  readonly send: (result: TaskResult) => Promise<void>;
  readonly isCancelled: (jobId: string) => Promise<boolean>;
  readonly concurrency: number;
  /** Aborted when the replica is asked to stop. */
  readonly shutdown: AbortSignal;
  readonly now: () => number;
}

/**
 * Works through one task and says how it ended: `done`, or a permanent failure as data.
 * Throws what may heal by trying again (retryable errors and shutdown): the message is then given back.
 */
export async function performTask(task: TaskMessage, deps: PerformTaskDeps): Promise<TaskResult> {
  const { taskId, jobId, instanceId, attempt } = task;
  const about = { schemaVersion: 1, taskId, jobId, instanceId, attempt } as const;
  const stop = new AbortController();
  const reporter = createProgressReporter(task, {
    send: deps.send,
    isCancelled: () => deps.isCancelled(jobId),
    onCancelled: () => stop.abort(new PipelineError('cancelled', `Job ${jobId} was cancelled.`)),
  });
  const overdue = setTimeout(
    () => stop.abort(new PipelineError('time-limit', `Stage ${task.stage} ran past ${task.deadline}.`)),
    Math.max(0, Date.parse(task.deadline) - deps.now()),
  );
  const signal = AbortSignal.any([stop.signal, deps.shutdown]);
  try {
    if (await deps.isCancelled(jobId)) throw new PipelineError('cancelled', `Job ${jobId} was cancelled.`);
    await runTask(task, {
      concurrency: deps.concurrency,
      onProgress: reporter.update,
      onFailure: (error) => stop.abort(error),
      runUnit: (unit, onProgress) => deps.runUnit(unit, onProgress, signal),
    });
    return { ...about, kind: 'done' };
  } catch (error) {
    // engines call every abort a cancellation; a replica that is asked to stop cancels nothing, its work goes back
    if (deps.shutdown.aborted && signal.reason === deps.shutdown.reason) throw deps.shutdown.reason;
    const cause = signal.aborted && signal.reason instanceof PipelineError ? signal.reason : error;
    if (cause instanceof PipelineError && !cause.retryable) {
      return { ...about, kind: 'failed', failure: toFailure(cause) };
    }
    throw cause;
  } finally {
    clearTimeout(overdue);
    await reporter.stop();
  }
}
