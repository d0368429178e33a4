import type { CostBasis } from './cost-basis.js';
import { priceOf } from './price-of.js';
import { workerSizes } from './worker-sizes.js';

/** A second of a worker of that kind. */
export function priceWorkerSecond(placement: 'cpu' | 'gpu', { prices }: CostBasis): number {
  const { vcpu, gib, gpu } = workerSizes[placement];
  return (
    vcpu * priceOf(prices, 'container-vcpu-second') +
    gib * priceOf(prices, 'container-gib-second') +
    (gpu === undefined ? 0 : priceOf(prices, gpu))
  );
}
