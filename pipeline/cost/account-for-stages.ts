import type { CostAccount } from '../contracts/cost-account.js';
import type { CostBasis } from './cost-basis.js';
import { priceStage, type StageWork } from './price-stage.js';

/** The account of work that was done. */
export function accountForStages(works: readonly StageWork[], basis: CostBasis): CostAccount {
  const stages = works.map((work) => priceStage(work, basis));
  return {
    currency: basis.prices.currency,
    prices: basis.prices.version,
    computeS: stages.reduce((total, { computeS }) => total + computeS, 0),
    amount: stages.reduce((total, { amount }) => total + amount, 0),
    stages,
  };
}
