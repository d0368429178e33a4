import type { InvocationContext } from '@azure/functions';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { buildTaskMessage, SendTaskInput } from '../../pipeline/jobs/build-task-message.js';
import { placementOf } from '../../pipeline/stages/placement-of.js';
import { queueOf } from '../../pipeline/stages/queue-of.js';
import { activityNames } from '../names.js';
import { traced } from './traced.js';

/** Activity: hands a task to the container. Sent twice within the duplicate window, it arrives once. */
export function sendTaskActivity(input: unknown, context: InvocationContext): Promise<void> {
  return traced({ name: activityNames.sendTask, kind: 'producer', input, context }, async (deps) => {
    const [message, traceparent] = await Promise.all([
      buildTaskMessage(SendTaskInput.parse(input), deps.documents),
      deps.traceparent(),
    ]);
    // units of a task share their engine: a plan is of one request
    const placement = placementOf({ stage: message.stage, engine: message.units[0]?.engine });
    if (placement === 'inline') throw new PipelineError('internal', `Stage ${message.stage} runs inline.`);
    const trace = traceparent === undefined ? {} : { traceparent };
    await deps.sender.send(queueOf(placement), {
      messageId: `${message.taskId}:${message.attempt}:${message.jobId}`,
      body: { ...message, ...trace },
      ...trace,
    });
  });
}
