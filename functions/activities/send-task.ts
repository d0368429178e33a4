import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { buildTaskMessage, SendTaskInput } from '../../pipeline/jobs/build-task-message.js';
import { queueOf } from '../../pipeline/stages/queue-of.js';
import { stageCatalogue } from '../../pipeline/stages/stage-catalogue.js';
import { composition } from '../composition.js';

/** Activity: hands a task to the container. Sent twice within the duplicate window, it arrives once. */
export async function sendTaskActivity(input: unknown): Promise<void> {
  const { documents, sender } = await composition();
  const message = await buildTaskMessage(SendTaskInput.parse(input), documents);
  const { placement } = stageCatalogue[message.stage];
  if (placement === 'inline') throw new PipelineError('internal', `Stage ${message.stage} runs inline.`);
  await sender.send(queueOf(placement), {
    messageId: `${message.taskId}:${message.attempt}:${message.jobId}`,
    body: message,
  });
}
