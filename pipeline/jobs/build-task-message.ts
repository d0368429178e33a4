import { z } from 'zod';
import { StagePlan } from '../contracts/stage-plan.js';
import type { TaskMessage } from '../contracts/task-message.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { DocumentStore } from '../ports/document-store.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import { jobPaths } from './job-paths.js';

export const SendTaskInput = z.strictObject({
  jobId: z.string(),
  planId: z.string(),
  taskId: z.string(),
  attempt: z.number().int().min(1),
  instanceId: z.string(),
  /** When the orchestrator decided to send it, in ms since the epoch: the same on every replay. */
  sentAt: z.number(),
});
export type SendTaskInput = z.infer<typeof SendTaskInput>;

/** Time a task may wait in the queue before its own limit starts to count, in ms. */
const queueAllowanceMs = 30 * 60_000;

/** The message of one task, from the plan kept beside the job. */
export async function buildTaskMessage(
  { jobId, planId, taskId, attempt, instanceId, sentAt }: SendTaskInput,
  documents: DocumentStore,
): Promise<TaskMessage> {
  const plan = StagePlan.parse(await documents.read(jobPaths.plan(jobId, planId)));
  const keys = new Set(plan.tasks.find((task) => task.taskId === taskId)?.unitKeys);
  const seen = new Set<string>();
  const units = plan.units.filter(
    (unit) => keys.has(unit.unitKey) && !seen.has(unit.unitKey) && seen.add(unit.unitKey),
  );
  if (units.length === 0) throw new PipelineError('internal', `Plan ${planId} has no task ${taskId}.`);
  const { stage } = plan.request;
  const deadline = new Date(sentAt + stageCatalogue[stage].timeLimitMs + queueAllowanceMs).toISOString();
  return { schemaVersion: 1, taskId, jobId, instanceId, attempt, stage, units, deadline };
}
