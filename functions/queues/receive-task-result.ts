import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { TaskResult } from '../../pipeline/contracts/task-result.js';
import { recordTaskProgress } from '../../pipeline/jobs/record-task-progress.js';
import { composition } from '../composition.js';
import { taskResultEvent } from '../names.js';
import { traceMessage } from './trace-message.js';

/** Hands a worker's report on: a beat to the job's progress, an end to the orchestration that waits for it. */
export async function receiveTaskResult(message: unknown, context: InvocationContext): Promise<void> {
  const result = TaskResult.parse(message);
  if (result.kind === 'progress') {
    const { documents } = await composition();
    await recordTaskProgress(documents, result);
    return;
  }
  // Throws for an instance that is not there (yet): the message is then delivered again. One that has ended is fine.
  const failure = result.kind === 'failed' ? { failure: result.failure } : {};
  await traceMessage({ name: 'receive result', context, task: result, ...failure }, () =>
    df.getClient(context).raiseEvent(result.instanceId, taskResultEvent, result),
  );
}
