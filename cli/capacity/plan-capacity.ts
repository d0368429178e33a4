import type { Load } from '../../pipeline/capacity/load.js';
import { planLoad } from '../../pipeline/capacity/plan-load.js';
import { type CapacityReport, reportCapacity } from '../../pipeline/capacity/report-capacity.js';
import { simulateLoad } from '../../pipeline/capacity/simulate-load.js';
import { type CostBasis, defaultBasis } from '../../pipeline/cost/cost-basis.js';
import { type EngineFor, expectStages } from '../../pipeline/cost/expect-stages.js';
import { usualSpeechShare } from '../../pipeline/cost/foresee-stage.js';
import type { CapacityOptions } from '../commands/capacity.js';

/** A simulated load, with what it is called and what was assumed. */
export interface PlannedCapacity {
  readonly report: CapacityReport;
  readonly title: string;
  readonly assumptions: readonly string[];
}

const dayS = 86_400;
/** How long a worker waits for its first message before it ends, in seconds. */
const patienceS = 60;
const handOffS = 1;
const lockS = 300;
const spread = 0.5;
const languages = ['es', 'fr', 'de', 'it', 'pt'];
const embedded: Readonly<Record<string, string>> = {
  'source-separator': 'centre-extraction',
  diarizer: 'voice-clusters',
  'speech-recognizer': 'pocketsphinx',
  translator: 'apertium',
  'speech-synthesizer': 'espeak',
};
const managed: Readonly<Record<string, string>> = {
  'source-separator': 'centre-extraction',
  diarizer: 'voice-clusters',
  'speech-recognizer': 'azure-speech',
  translator: 'azure-translator',
  'speech-synthesizer': 'azure-speech',
};

/** Simulates what the options say with the measured times and the rules of the deployment. */
export function planCapacity(options: CapacityOptions): PlannedCapacity {
  const basis: CostBasis = { ...defaultBasis, computeFactor: options.computeFactor };
  const durationS = options.minutes * 60;
  const speechS = durationS * usualSpeechShare;
  const engines = options.managed ? managed : embedded;
  const engineFor: EngineFor = ({ capability }) => {
    const id = engines[capability];
    return id === undefined ? undefined : { id };
  };
  const targets = Array.from({ length: options.targets }, (_, index) => languages[index] ?? `l${index}`);
  const job = { sourceLanguage: 'en', targets, hasTranscript: false, translated: [], lipSync: 'off' } as const;
  const stages = expectStages(job, engineFor);
  const load = loadOf(options, { steps: planLoad({ stages, durationS, speechS }, basis), basis });
  const report = reportCapacity({ load, simulated: simulateLoad(load), stages, durationS, speechS }, basis);
  return { report, title: titleOf(options), assumptions: assumptionsOf(options, basis) };
}

function loadOf(
  options: CapacityOptions,
  { steps, basis }: { readonly steps: Load['steps']; readonly basis: CostBasis },
): Load {
  const { videosPerDay, atOnce, peak, maxReplicas, replicas, poll, coldStart, crashes, retries, seed } = options;
  const event = {
    kind: 'event',
    pollS: poll,
    maxExecutions: maxReplicas,
    coldStartS: coldStart,
    paidStartS: basis.workerStartS,
    patienceS,
    lingerS: options.linger,
  } as const;
  const scaling = replicas === undefined ? event : ({ kind: 'fixed', replicas } as const);
  const perDay = videosPerDay ?? (atOnce === undefined ? 1000 : 0);
  return {
    steps,
    jobsPerS: perDay / dayS,
    peak,
    atOnce: atOnce ?? 0,
    horizonS: perDay === 0 ? 60 : dayS,
    warmUpS: 0,
    scaling: { cpu: scaling, gpu: event },
    spread,
    handOffS,
    crashShare: crashes,
    lockS,
    retryShare: retries,
    seed,
  };
}

function titleOf({ videosPerDay, atOnce, minutes, targets }: CapacityOptions): string {
  const count =
    videosPerDay === undefined && atOnce !== undefined
      ? `${atOnce} videos at once`
      : `${videosPerDay ?? 1000} videos a day`;
  return `${count} of ${minutes} min into ${targets} ${targets === 1 ? 'language' : 'languages'}`;
}

function assumptionsOf(options: CapacityOptions, basis: CostBasis): readonly string[] {
  const {
    peak,
    maxReplicas,
    replicas,
    poll,
    coldStart,
    linger,
    crashes,
    retries,
    computeFactor,
    managed: isManaged,
  } = options;
  return [
    `Work of a task as measured on two cores at 2.5 GHz${computeFactor === 1 ? '' : `, times ${computeFactor}`}, with a log-normal spread of ${spread}; ${isManaged ? 'managed' : 'embedded'} engines, mouths as they are.`,
    replicas === undefined
      ? `The scaler looks every ${poll} s and starts an execution for each message that none is running for, ${maxReplicas} at most; ${coldStart} s later it works, ${basis.workerStartS} s of them paid, and after a task it waits ${linger} s for another. Not measured on Azure.`
      : `${replicas} replicas that are always there and paid while they work.`,
    `A result reaches the next stage after ${handOffS} s; the app scales with it.`,
    `${crashes * 100} % of tasks lose their worker and wait ${lockS} s for their lock, ${retries * 100} % are delivered again at once.`,
    `Jobs come by chance, in the busiest hour ${peak} times as often as on average.`,
    `Nothing is made twice from memos; prices of ${basis.prices.region}, table ${basis.prices.version}, without free grants.`,
  ];
}
