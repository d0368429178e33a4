import type { StageName } from '../contracts/stage-name.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import type { CostBasis } from './cost-basis.js';
import { type MeasuredRate, measuredRates } from './measured-rates.js';
import { priceOf } from './price-of.js';
import type { StageWork } from './price-stage.js';

/** Share of a video in which somebody speaks, where nobody said: the median of the measured jobs. */
export const usualSpeechShare = 0.75;
/** Characters a second of speech comes to, translated: 15 to 18 in the measured jobs. */
const charactersPerSecond = 17;
/** Length of a line of speech: lines of the measured jobs are 1 to 6 s long. */
const segmentS = 2.5;

export interface ForeseeStageParams {
  readonly stage: StageName;
  readonly language?: string | undefined;
  readonly engine?: string | undefined;
  readonly durationS: number;
  readonly speechS: number;
}

export interface ForeseenStage {
  readonly work: StageWork;
  /** Why the numbers are weaker than measured ones. */
  readonly doubt?: string;
}

/**
 * What a stage will take, from measured rates. An engine nobody measured counts as the slowest of its stage; a stage
 * nobody measured gives nothing to count, and both say so.
 */
export function foreseeStage(params: ForeseeStageParams, basis: CostBasis): ForeseenStage | undefined {
  const { stage, language, engine, durationS, speechS } = params;
  const known = measuredRates.filter((rate) => rate.stage === stage);
  const own = known.find((rate) => rate.engine === undefined || rate.engine === engine);
  const rate = own ?? slowest(known.filter(({ metered }) => metered === undefined));
  if (rate === undefined) return undefined;
  const computeS =
    (rate.fixedS + rate.perVideoS * durationS + rate.perSpeechS * speechS) *
    (rate.metered === undefined ? basis.computeFactor : 1);
  const { placement } = stageCatalogue[stage];
  const work: StageWork = {
    stage,
    language,
    engine,
    tasks: placement === 'inline' ? 0 : tasksOf(stage, speechS),
    computeS,
    metered: meteredAmount(rate, { durationS, speechS }, basis),
  };
  if (own !== undefined) return { work };
  const doubt = `${stage} with ${engine ?? 'its engine'} was not measured; ${rate.engine ?? 'another'} stands for it.`;
  return { work, doubt };
}

function tasksOf(stage: StageName, speechS: number): number {
  if (stage !== 'synthesize') return 1;
  return Math.max(1, Math.ceil(speechS / segmentS / stageCatalogue[stage].unitsPerTask));
}

function meteredAmount(
  { metered }: MeasuredRate,
  { durationS, speechS }: { readonly durationS: number; readonly speechS: number },
  { prices }: CostBasis,
): number {
  if (metered === undefined) return 0;
  const quantity = metered === 'speech-recognition-second' ? durationS : speechS * charactersPerSecond;
  return quantity * priceOf(prices, metered);
}

function slowest(rates: readonly MeasuredRate[]): MeasuredRate | undefined {
  const aMinute = ({ fixedS, perVideoS, perSpeechS }: MeasuredRate) => fixedS + 60 * (perVideoS + perSpeechS);
  return [...rates].sort((a, b) => aMinute(b) - aMinute(a))[0];
}
