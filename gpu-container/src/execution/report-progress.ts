import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { TaskResult } from '../../../pipeline/contracts/task-result.js';

/** Shortest time between two beats of one task, in ms. */
export const beatIntervalMs = 2_000;

export interface ReportProgressDeps {
  readonly send: (result: TaskResult) => Promise<void>;
  /** Whether a person cancelled the job. */
  readonly isCancelled: () => Promise<boolean>;
  readonly onCancelled: () => void;
}

/** The beats of one task. `stop` ends them and waits for the one under way. */
export interface ProgressReporter {
  update(fraction: number): void;
  stop(): Promise<void>;
}

/** Sends a beat when the fraction has moved, looks for cancellation at every beat. A lost beat harms nobody. */
export function createProgressReporter(task: TaskMessage, deps: ReportProgressDeps): ProgressReporter {
  const { taskId, jobId, instanceId, attempt } = task;
  let fraction = 0;
  let reported = 0;
  let beat: Promise<void> = Promise.resolve();
  const sendBeat = async () => {
    if (await deps.isCancelled()) deps.onCancelled();
    if (fraction === reported) return;
    reported = fraction;
    await deps.send({ schemaVersion: 1, kind: 'progress', taskId, jobId, instanceId, attempt, fraction });
  };
  const timer = setInterval(() => {
    beat = beat.then(sendBeat).catch(() => undefined);
  }, beatIntervalMs);
  return {
    update: (value) => {
      fraction = Math.min(1, Math.max(fraction, value));
    },
    stop: async () => {
      clearInterval(timer);
      await beat;
    },
  };
}
