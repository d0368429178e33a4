import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { Delivery } from '../trace/delivery.js';

/**
 * Gives back a survey that another version of the worker is asked for, when this process has taken messages since before
 * an upgrade: what it has would be remembered as what the new one has. A process that was just started answers, as no
 * newer one may be there. Throws `unavailable`, which ends the process.
 */
export function leaveToNewerWorker(task: TaskMessage, delivery: Pick<Delivery, 'isFirst'>, version: string): void {
  const asked = task.units.find(({ stage }) => stage === 'survey')?.params['workerVersion'];
  if (delivery.isFirst || asked === undefined || asked === version) return;
  throw new PipelineError('unavailable', `Worker ${version} leaves the survey of ${String(asked)} to a newer process.`);
}
