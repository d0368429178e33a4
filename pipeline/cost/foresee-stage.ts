import type { EngineChoice } from '../contracts/engine-choice.js';
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
/** Length of a stretch of pictures in which faces are followed: at most about a minute. */
const stretchS = 60;
/** Length of pictures whose mouths are made as one unit: 3 to 10 s in the measured jobs. */
const mouthRunS = 10;

export interface ForeseeStageParams {
  readonly stage: StageName;
  readonly language?: string | undefined;
  readonly engine?: string | undefined;
  /** Of the engine, where it has one of its own. */
  readonly placement?: EngineChoice['placement'];
  readonly durationS: number;
  readonly speechS: number;
  /**
   * Seconds of video in which somebody is seen speaking. All of it when absent, the dearest case: nobody knows before
   * faces are looked for, and as whole groups of pictures are made again, pauses save little.
   */
  readonly seenS?: number;
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
  const { stage, language, engine, placement, durationS, speechS, seenS = durationS } = params;
  const known = measuredRates.filter((rate) => rate.stage === stage);
  const own = known.find((rate) => rate.engine === undefined || rate.engine === engine);
  const rate = own ?? slowest(known.filter(({ metered }) => metered === undefined));
  if (rate === undefined) return undefined;
  const tasks = tasksOf(stage, { durationS, speechS, seenS });
  const measuredS =
    tasks === 0 ? 0 : rate.fixedS + rate.perVideoS * durationS + rate.perSpeechS * speechS + seenPart(rate, seenS);
  const computeS = measuredS * (rate.metered === undefined ? basis.computeFactor : 1);
  const work: StageWork = {
    stage,
    language,
    engine,
    placement,
    tasks: stageCatalogue[stage].placement === 'inline' ? 0 : tasks,
    computeS,
    metered: meteredAmount(rate, { durationS, speechS }, basis),
  };
  if (own !== undefined && placement !== 'gpu') return { work };
  if (own !== undefined) return { work, doubt: `${stage} with ${engine ?? 'its engine'} was measured on a CPU only.` };
  const doubt = `${stage} with ${engine ?? 'its engine'} was not measured; ${rate.engine ?? 'another'} stands for it.`;
  return { work, doubt };
}

const seenPart = ({ perSeenS = 0 }: MeasuredRate, seenS: number): number => perSeenS * seenS;

interface Lengths {
  readonly durationS: number;
  readonly speechS: number;
  readonly seenS: number;
}

/** Tasks a stage is cut into; 0 where it has nothing to do. */
function tasksOf(stage: StageName, { durationS, speechS, seenS }: Lengths): number {
  if (stage === 'lip-sync') return Math.ceil(seenS / mouthRunS);
  if (stage === 'track-faces') return Math.max(1, Math.ceil(durationS / stretchS));
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
  const aMinute = ({ fixedS, perVideoS, perSpeechS, perSeenS = 0 }: MeasuredRate) =>
    fixedS + 60 * (perVideoS + perSpeechS + perSeenS);
  return [...rates].sort((a, b) => aMinute(b) - aMinute(a))[0];
}
