import type { PriceId } from '../contracts/price-table.js';
import type { Placement } from '../stages/stage-catalogue.js';

/** What runs a unit, as it is metered. */
export interface WorkerSize {
  readonly vcpu: number;
  readonly gib: number;
  readonly gpu?: Extract<PriceId, 'gpu-t4-second' | 'gpu-a100-second'>;
}

/** Sizes of the deployment in infra/: a worker on a CPU, a worker on a T4. */
export const workerSizes: Readonly<Record<Exclude<Placement, 'inline'>, WorkerSize>> = {
  cpu: { vcpu: 4, gib: 8 },
  gpu: { vcpu: 8, gib: 56, gpu: 'gpu-t4-second' },
};
