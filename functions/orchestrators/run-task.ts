import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { z } from 'zod';
import type { StageOutcome } from '../../pipeline/contracts/stage-outcome.js';
import { TaskResult } from '../../pipeline/contracts/task-result.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { activityNames, taskResultEvent } from '../names.js';
import { callActivity } from './calls.js';
import { failureOf } from './failure-of.js';

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
 * a result of an earlier send counts just as well, since both go through the memo. Never throws: its siblings wait
 * beside it, and what fails here is theirs to know as data.
 */
export const runTaskOrchestrator: OrchestrationHandler = function* (context): Generator<Task, StageOutcome, unknown> {
  const input = RunTaskInput.parse(context.df.getInput());
  try {
    return yield* sendUntilHeard(context, input);
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
};

function* sendUntilHeard(
  context: OrchestrationContext,
  { jobId, planId, taskId, timeLimitMs }: RunTaskInput,
): Generator<Task, StageOutcome, unknown> {
  const earlier: Task[] = [];
  for (let attempt = 1; attempt <= maxSends; attempt += 1) {
    const sentAt = context.df.currentUtcDateTime.getTime();
    yield* callActivity(context, {
      name: activityNames.sendTask,
      input: { jobId, planId, taskId, attempt, instanceId: context.df.instanceId, sentAt },
      output: z.unknown(),
    });
    // What comes between the end of a silence and the next wait reaches the wait that was given up.
    const late = earlier.find((wait) => wait.isCompleted);
    if (late !== undefined) return outcomeOf(TaskResult.parse(late.result));
    // Both tasks are new in every round: yielding one twice would schedule it twice.
    const result = context.df.waitForExternalEvent(taskResultEvent);
    const silence = context.df.createTimer(new Date(sentAt + timeLimitMs + silenceMarginMs));
    const first = yield context.df.Task.any([result, silence]);
    if (first === result) {
      silence.cancel();
      return outcomeOf(TaskResult.parse(result.result));
    }
    earlier.push(result);
  }
  throw new PipelineError('time-limit', `Nothing was heard of task ${taskId}, which was sent ${maxSends} times.`);
}

function outcomeOf(result: TaskResult): StageOutcome {
  switch (result.kind) {
    case 'done':
      return { kind: 'done', outputs: {} };
    case 'failed':
      return { kind: 'failed', failure: result.failure };
    case 'progress':
      throw new PipelineError('internal', `Task ${result.taskId} is not at its end: a beat ends no wait.`);
    default:
      return result satisfies never;
  }
}
