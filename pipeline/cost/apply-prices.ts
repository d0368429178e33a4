import { z } from 'zod';
import { PriceId, type PriceTable } from '../contracts/price-table.js';

/**
 * Prices of one's own, by id, for one unit each.
 * @example { "container-vcpu-second": 0.000021, "gpu-t4-second": 0.0002 }
 */
export const OwnPrices = z.partialRecord(PriceId, z.number().nonnegative());
export type OwnPrices = z.infer<typeof OwnPrices>;

/** A price table with one's own prices in place of the listed ones; its version says so. */
export function applyPrices(table: PriceTable, own: OwnPrices): PriceTable {
  if (Object.keys(own).length === 0) return table;
  return {
    ...table,
    version: `${table.version}+own`,
    prices: table.prices.map((each) => {
      const price = own[each.id];
      return price === undefined ? each : { ...each, price, basis: 'own', confidence: 'quoted' };
    }),
  };
}
