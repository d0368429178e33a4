import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';

/** A unit of `probe` with a key made of one hexadecimal digit. */
export const unitOf = (digit: string): Unit => ({
  stage: 'probe',
  params: {},
  inputs: {},
  unitKey: digit.repeat(64),
});

/** A task of one job with the given units, due in an hour. */
export const taskOf = (units: readonly Unit[], now: number): TaskMessage => ({
  schemaVersion: 1,
  taskId: 'plan-0',
  jobId: 'job_1',
  instanceId: 'instance-1',
  attempt: 1,
  stage: 'probe',
  units: [...units],
  deadline: new Date(now + 3_600_000).toISOString(),
});
