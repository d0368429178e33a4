import type { OrchestrationHandler, Task } from 'durable-functions';
import { z } from 'zod';
import type { StageOutcome } from '../../pipeline/contracts/stage-outcome.js';
import { TaskResult } from '../../pipeline/contracts/task-result.js';
import { errorTable } from '../../pipeline/errors/error-table.js';
import { activityNames, taskResultEvent } from '../names.js';
import { callActivity } from './calls.js';

export const RunTaskInput = z.strictObject({
  jobId: z.string(),
  planId: z.string(),
  taskId: z.string(),
  timeLimitMs: z.number().int().positive(),
});
export type RunTaskInput = z.infer<typeof RunTaskInput>;

/** Times a task is sent when nothing is heard of it. The broker redelivers lost work by itself; this is the second net. */
const maxSends = 3;
/** Time beyond the task's own limit before silence means loss, in ms: queue wait, cold start, redelivery. */
const silenceMarginMs = 60 * 60_000;

/**
 * Sends one task to the container and waits for its result. On silence it is sent again, a bounded number of times;
 * a result of an earlier send counts just as well, since both go through the memo.
 */
export const runTaskOrchestrator: OrchestrationHandler = function* (context): Generator<Task, StageOutcome, unknown> {
  const { jobId, planId, taskId, timeLimitMs } = RunTaskInput.parse(context.df.getInput());
  for (let attempt = 1; attempt <= maxSends; attempt += 1) {
    const sentAt = context.df.currentUtcDateTime.getTime();
    yield* callActivity(context, {
      name: activityNames.sendTask,
      input: { jobId, planId, taskId, attempt, instanceId: context.df.instanceId, sentAt },
      output: z.unknown(),
    });
    // Both tasks are new in every round: yielding one twice would schedule it twice.
    const result = context.df.waitForExternalEvent(taskResultEvent);
    const silence = context.df.createTimer(new Date(sentAt + timeLimitMs + silenceMarginMs));
    const first = yield context.df.Task.any([result, silence]);
    if (first !== result) continue;
    silence.cancel();
    return outcomeOf(TaskResult.parse(result.result));
  }
  const { next } = errorTable['time-limit'];
  return { kind: 'failed', failure: { code: 'time-limit', message: `Nothing was heard of task ${taskId}.`, next } };
};

function outcomeOf(result: TaskResult): StageOutcome {
  return result.kind === 'failed' ? { kind: 'failed', failure: result.failure } : { kind: 'done', outputs: {} };
}
