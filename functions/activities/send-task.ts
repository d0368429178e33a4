import type { InvocationContext } from '@azure/functions';
import type { TaskMessage } from '../../pipeline/contracts/task-message.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { buildTaskMessage, SendTaskInput } from '../../pipeline/jobs/build-task-message.js';
import { placementOf } from '../../pipeline/stages/placement-of.js';
import { queueOf } from '../../pipeline/stages/queue-of.js';
import type { Placement } from '../../pipeline/stages/stage-catalogue.js';
import { activityNames } from '../names.js';
import { traced } from './traced.js';

/** Activity: hands a task to the container. Sent twice within the duplicate window, it arrives once. */
export function sendTaskActivity(input: unknown, context: InvocationContext): Promise<void> {
  return traced({ name: activityNames.sendTask, kind: 'producer', input, context }, async (deps) => {
    const [message, traceparent] = await Promise.all([
      buildTaskMessage(SendTaskInput.parse(input), deps.documents),
      deps.traceparent(),
    ]);
    const placement = placementOfTask(message);
    if (placement === 'inline') throw new PipelineError('internal', `Stage ${message.stage} runs inline.`);
    const trace = traceparent === undefined ? {} : { traceparent };
    await deps.sender.send(queueOf(placement), {
      messageId: `${message.taskId}:${message.attempt}:${message.jobId}`,
      body: { ...message, ...trace },
      ...trace,
    });
  });
}

/** One unit for a GPU takes its task there: what else is in it is worked on by that worker's CPU. */
function placementOfTask({ stage, units }: TaskMessage): Placement {
  const placements = units.map(({ engine }) => placementOf(stage, engine));
  return placements.find((placement) => placement === 'gpu') ?? placementOf(stage);
}
