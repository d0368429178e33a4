import type { PriceTable } from '../contracts/price-table.js';
import { listPrices } from './list-prices.js';

/** What all accounts of a deployment rest on. */
export interface CostBasis {
  readonly prices: PriceTable;
  /** Seconds of compute on the deployment's workers for one second on the machine of the measured rates. */
  readonly computeFactor: number;
  /** Paid seconds from the start of a worker until it works and from the end of its work until it is gone. */
  readonly workerStartS: number;
  /** Seconds until a worker works that tasks should be worth; `workerStartS` when absent. */
  readonly taskStartS?: number | undefined;
}

/** List prices, the machine of the measurements, and a start of five seconds, which was not measured on Azure. */
export const defaultBasis: CostBasis = { prices: listPrices, computeFactor: 1, workerStartS: 5 };
