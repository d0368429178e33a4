import type { Placement } from './stage-catalogue.js';

/** Queue names, equal in infrastructure, app and worker. */
export const queueNames = { cpu: 'tasks-cpu', gpu: 'tasks-gpu', results: 'task-results' } as const;

/** The queue that carries tasks of a placement. Inline work has none. */
export function queueOf(placement: Exclude<Placement, 'inline'>): string {
  return queueNames[placement];
}
