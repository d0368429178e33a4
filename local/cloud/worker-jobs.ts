import { queueNames } from '../../pipeline/stages/queue-of.js';

/** A job of the worker's image: one queue, and what its executions are told beside what all are told. */
export interface WorkerJob {
  readonly name: string;
  readonly queue: string;
  /** Below the state directory; the job's own. */
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Executions at once: media work takes every core by itself, and there is one GPU. */
  readonly maxExecutions: number;
}

/**
 * The jobs of the worker, as infra/ makes them: one for the CPU and, where `POLYDUB_GPU_TASKS` names what its executions
 * compute on, one for the GPU. With both, the first leaves the GPU to the second.
 */
export function workerJobs(env: Readonly<Record<string, string | undefined>>): readonly WorkerJob[] {
  const device = env['POLYDUB_GPU_TASKS'] || 'off';
  const cpu = { name: 'job', queue: queueNames.cpu, folder: 'executions', settings: {}, maxExecutions: 3 };
  if (device === 'off') return [cpu];
  const settings = { POLYDUB_DEVICE: device };
  return [
    { ...cpu, settings: { POLYDUB_DEVICE: 'cpu' } },
    { name: 'gpu', queue: queueNames.gpu, folder: 'executions-gpu', settings, maxExecutions: 1 },
  ];
}
