import type { EngineChoice } from '../contracts/engine-choice.js';
import type { StageName } from '../contracts/stage-name.js';
import { stageCatalogue } from '../stages/stage-catalogue.js';
import type { CostBasis } from './cost-basis.js';
import { type MeasuredRate, measuredRates } from './measured-rates.js';
import { priceOf } from './price-of.js';
import type { StageWork } from './price-stage.js';
import { taskBudget } from './task-budget.js';
import { charactersPerSecond } from './unit-seconds.js';

/** Share of a video in which somebody speaks, where nobody said: the median of the measured jobs. */
export const usualSpeechShare = 0.75;
/** Length of a line of speech: lines of the measured jobs are 1 to 6 s long. */
const segmentS = 2.5;
/** Lines that fit into one message, as units of about half a kilobyte. */
const linesPerMessage = 300;
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
  const tasks = tasksOf({ stage, engine, placement, durationS, speechS, seenS }, basis);
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

type Lengths = Required<Pick<ForeseeStageParams, 'stage' | 'durationS' | 'speechS' | 'seenS'>> &
  Pick<ForeseeStageParams, 'engine' | 'placement'>;

/** Tasks a stage is cut into; 0 where it has nothing to do. */
function tasksOf({ stage, engine, placement, durationS, speechS, seenS }: Lengths, basis: CostBasis): number {
  const { leastS } = taskBudget({ stage, engine, placement }, basis);
  const worth = (seconds: number, unitS: number) => Math.max(1, Math.floor(seconds / Math.max(leastS, unitS)));
  if (stage === 'lip-sync') return seenS === 0 ? 0 : worth(seenS, mouthRunS);
  if (stage === 'track-faces') return worth(durationS, Math.min(stretchS, durationS));
  const messages = Math.ceil(speechS / segmentS / linesPerMessage);
  return stage === 'synthesize' ? Math.max(messages, worth(speechS, 0)) : 1;
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
