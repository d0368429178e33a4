import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { z } from 'zod';
import { TaskResult } from '../../pipeline/contracts/task-result.js';
import { errorTable } from '../../pipeline/errors/error-table.js';
import { taskResultEvent } from '../names.js';
import { traceMessage } from './trace-message.js';

/** What a dead task and a dead result have in common; anything else on the queue may be missing or odd. */
const Addressed = z.object({
  taskId: z.string(),
  jobId: z.string(),
  instanceId: z.string(),
  attempt: z.number().int(),
});

/** Fails the orchestration whose message died, with the reason it died of. */
export async function receiveDeadLetter(message: unknown, context: InvocationContext): Promise<void> {
  const result = TaskResult.safeParse(message);
  if (result.success) {
    // a result that could not be handed on: an end still ends its task as it said, a beat is worth nothing by now
    if (result.data.kind !== 'progress') await raise(result.data, context);
    return;
  }
  const addressed = Addressed.safeParse(message);
  const reason = deadLetterReason(context);
  if (!addressed.success) {
    context.error(`dead-letter.unaddressed reason=${reason}`);
    return;
  }
  const code = reason.startsWith('message-invalid:') ? 'message-invalid' : 'attempts-exhausted';
  const { taskId } = addressed.data;
  await raise(
    {
      schemaVersion: 1,
      kind: 'failed',
      ...addressed.data,
      failure: {
        code,
        message: `Task ${taskId} was given up: ${reason.replace(/\.+$/, '')}.`,
        next: errorTable[code].next,
      },
    },
    context,
  );
}

async function raise(result: TaskResult, context: InvocationContext): Promise<void> {
  const failure = result.kind === 'failed' ? { failure: result.failure } : {};
  await traceMessage({ name: 'receive dead letter', context, task: result, ...failure }, () =>
    df.getClient(context).raiseEvent(result.instanceId, taskResultEvent, result),
  );
}

/** Why it died: what the worker noted when it gave the message back, else what the broker says. */
function deadLetterReason(context: InvocationContext): string {
  const properties = z.record(z.string(), z.unknown()).safeParse(context.triggerMetadata?.['applicationProperties']);
  const found = properties.success ? properties.data : {};
  const { lastFailure, deadLetterReason: reason, deadLetterErrorDescription: description } = found;
  if (typeof lastFailure === 'string')
    return `it failed every time it was tried, the last time with "${lastFailure.replace(/\.+$/, '')}"`;
  const text = [reason, description].filter((part) => typeof part === 'string').join(': ');
  return text === '' ? 'delivered too often' : text;
}
