import type { PriceId, PriceTable } from '../contracts/price-table.js';
import { PipelineError } from '../errors/pipeline-error.js';

/** The price of one unit. Fails with `internal` when the table lacks it: nothing may be free by oversight. */
export function priceOf(table: PriceTable, id: PriceId): number {
  const found = table.prices.find((each) => each.id === id);
  if (found === undefined)
    throw new PipelineError('internal', `The price table ${table.version} has no price of ${id}.`);
  return found.price;
}
