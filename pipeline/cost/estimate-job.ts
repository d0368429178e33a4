import type { StageCost } from '../contracts/cost-account.js';
import type { Estimate } from '../contracts/estimate.js';
import type { CostBasis } from './cost-basis.js';
import type { ExpectedStage } from './expect-stages.js';
import { foreseeStage, usualSpeechShare } from './foresee-stage.js';
import { longestPath } from './longest-path.js';
import { priceStage } from './price-stage.js';

export interface EstimateJobParams {
  readonly stages: readonly ExpectedStage[];
  readonly targets: readonly string[];
  /** Length of the video, in seconds. */
  readonly durationS: number;
  /** Seconds in which somebody speaks; a usual share of the video when absent. */
  readonly speechS?: number | undefined;
}

/** Seconds and money a job will take, stage by stage, if nothing of it was made before. */
export function estimateJob(params: EstimateJobParams, basis: CostBasis): Estimate {
  const { stages, targets, durationS } = params;
  const speechS = Math.min(durationS, params.speechS ?? durationS * usualSpeechShare);
  const doubts: string[] = [];
  const costs = stages.flatMap((expected): StageCost[] => {
    const foreseen = foreseeStage({ ...expected, durationS, speechS }, basis);
    if (foreseen === undefined) doubts.push(`${expected.stage} was not measured and is not counted.`);
    if (foreseen?.doubt !== undefined) doubts.push(foreseen.doubt);
    return foreseen === undefined ? [] : [priceStage(foreseen.work, basis)];
  });
  const { computeS, amount } = sum(costs);
  return {
    currency: basis.prices.currency,
    prices: basis.prices.version,
    computeS,
    amount,
    stages: costs,
    durationS,
    speechS,
    shared: sum(costs.filter(({ language }) => language === undefined)),
    targets: targets.map((language) => ({ language, ...sum(costs.filter((cost) => cost.language === language)) })),
    amountPerMinute: (amount * 60) / durationS / Math.max(1, targets.length),
    pathS: longestPath(costs),
    assumptions: [...new Set([...assumptionsOf(params, basis), ...assumeFaces(params, speechS, basis), ...doubts])],
  };
}

function assumptionsOf({ speechS, durationS }: EstimateJobParams, basis: CostBasis): string[] {
  const { prices, workerStartS, computeFactor } = basis;
  const unchecked = prices.prices.filter(({ confidence }) => confidence === 'unchecked').length;
  return [
    ...(speechS === undefined ? [`Somebody speaks ${usualSpeechShare * 100} % of ${round(durationS)} s.`] : []),
    'Nothing of it was made before; what was is free.',
    `Compute as on the machine the rates were measured on${computeFactor === 1 ? '' : `, times ${computeFactor}`}.`,
    `A worker is paid for ${workerStartS} s around its work; that was not measured on Azure.`,
    `Prices of ${prices.region}, table ${prices.version}; ${unchecked} of ${prices.prices.length} were not checked against the page they come from.`,
    'Without what a deployment costs while nothing runs, storage over months, and traffic.',
  ];
}

/** What was assumed of faces, and what the assumption weighs; nothing where mouths are left alone. */
function assumeFaces({ stages, durationS }: EstimateJobParams, speechS: number, basis: CostBasis): string[] {
  const ofFaces = stages.filter(({ stage }) => stage === 'track-faces' || stage === 'lip-sync');
  if (ofFaces.length === 0) return [];
  const costsFor = (seenS: number) =>
    ofFaces.flatMap((expected): StageCost[] => {
      const foreseen = foreseeStage({ ...expected, durationS, speechS, seenS }, basis);
      return foreseen === undefined ? [] : [priceStage(foreseen.work, basis)];
    });
  const [most, least] = [sum(costsFor(durationS)), sum(costsFor(0))];
  const [seconds, money] = [round(most.computeS - least.computeS), (most.amount - least.amount).toFixed(4)];
  return [
    `Somebody is seen speaking all the time, the dearest case; with nobody in sight it is ${seconds} s and ${money} ${basis.prices.currency} less.`,
    'Pictures are 25 to 30 a second, as in the measured jobs.',
  ];
}

function sum(costs: readonly StageCost[]): { computeS: number; amount: number } {
  return {
    computeS: costs.reduce((total, cost) => total + cost.computeS, 0),
    amount: costs.reduce((total, cost) => total + cost.amount, 0),
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
