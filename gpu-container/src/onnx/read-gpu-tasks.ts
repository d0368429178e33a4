import { z } from 'zod';
import type { OnnxDevice } from './onnx-session.js';

const GpuTasks = z.enum(['off', 'cuda', 'cpu']);

/**
 * `POLYDUB_GPU_TASKS`: what the workers of `tasks-gpu` compute on, told to every worker of a deployment that has them:
 * `cuda`, or `cpu` where one stands in for a GPU. Undefined for `off`, the default: there are none. Throws for other words.
 */
export function readGpuTasks(env: Readonly<Record<string, string | undefined>>): OnnxDevice | undefined {
  const told = GpuTasks.parse(env['POLYDUB_GPU_TASKS'] || 'off');
  return told === 'off' ? undefined : told;
}
