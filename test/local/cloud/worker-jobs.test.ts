import { describe, expect, it } from 'vitest';
import { workerJobs } from '../../../local/cloud/worker-jobs.js';

describe('the jobs of the worker', () => {
  it('are one, for the CPU queue, unless told otherwise', () => {
    for (const env of [{}, { POLYDUB_GPU_TASKS: 'off' }, { POLYDUB_GPU_TASKS: '' }])
      expect(workerJobs(env).map(({ queue }) => queue)).toEqual(['tasks-cpu']);
  });

  it('are two with GPU tasks, each with its own queue, state and device', () => {
    const [cpu, gpu] = workerJobs({ POLYDUB_GPU_TASKS: 'cuda' });
    expect(cpu).toMatchObject({ queue: 'tasks-cpu', settings: { POLYDUB_DEVICE: 'cpu' } });
    expect(gpu).toMatchObject({ queue: 'tasks-gpu', settings: { POLYDUB_DEVICE: 'cuda' }, maxExecutions: 1 });
    expect(cpu?.folder).not.toBe(gpu?.folder);
    expect(cpu?.name).not.toBe(gpu?.name);
  });
});
