import type { CostBasis } from '../cost/cost-basis.js';
import type { ExpectedStage } from '../cost/expect-stages.js';
import { foreseeStage } from '../cost/foresee-stage.js';
import { priceOf } from '../cost/price-of.js';
import { priceStage } from '../cost/price-stage.js';
import { priceWorkerSecond } from '../cost/price-worker-second.js';
import { durableBackends } from './durable-backends.js';
import type { Load } from './load.js';
import type { LoadSample, SimulatedLoad } from './simulate-load.js';

/** Percentiles of a duration, in seconds. */
export interface Percentiles {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What a simulated load came to. Money in US dollars. */
export interface CapacityReport {
  readonly jobs: number;
  readonly latency: Percentiles;
  readonly mostJobs: number;
  readonly endedS: number;
  readonly pools: readonly {
    readonly name: 'cpu' | 'gpu';
    readonly executions: number;
    readonly paidHours: number;
    readonly mostReplicas: number;
    readonly meanReplicas: number;
    readonly mostWaiting: number;
    readonly age: Percentiles;
  }[];
  readonly actionsPerS: { readonly mean: number; readonly most: number };
  readonly backends: readonly { readonly name: string; readonly share: number | undefined; readonly source: string }[];
  readonly cost: readonly { readonly of: string; readonly amount: number }[];
  readonly amount: number;
  readonly samples: readonly LoadSample[];
}

export interface ReportCapacityParams {
  readonly load: Load;
  readonly simulated: SimulatedLoad;
  readonly stages: readonly ExpectedStage[];
  readonly durationS: number;
  readonly speechS: number;
}

const appReadyGb = 2;
const dayS = 86_400;

/** Sums up a simulation: how long things waited, what ran at once, what the backend bore, what it cost. */
export function reportCapacity(params: ReportCapacityParams, basis: CostBasis): CapacityReport {
  const { simulated } = params;
  const { samples, latencies, jobs, endedS } = simulated;
  const rates = samples.map((sample) => sample.actionsPerS);
  const most = Math.max(0, ...rates);
  const cost = costOf(params, basis);
  return {
    jobs,
    latency: percentiles(latencies),
    mostJobs: Math.max(0, ...samples.map((sample) => sample.jobs)),
    endedS,
    pools: (['cpu', 'gpu'] as const)
      .filter((name) => simulated.pools[name].ages.count() > 0)
      .map((name) => poolOf(name, simulated)),
    actionsPerS: { mean: rates.reduce((total, rate) => total + rate, 0) / Math.max(1, rates.length), most },
    backends: durableBackends.map(({ name, actionsPerS, source }) => ({
      name,
      share: actionsPerS === undefined ? undefined : most / actionsPerS,
      source,
    })),
    cost,
    amount: cost.reduce((total, each) => total + each.amount, 0),
    samples,
  };
}

function poolOf(name: 'cpu' | 'gpu', { pools, samples, endedS }: SimulatedLoad): CapacityReport['pools'][number] {
  const { ages, paidS, lastedS, executions } = pools[name];
  const replicas = samples.map((sample) => sample.replicas[name]);
  return {
    name,
    executions,
    paidHours: paidS / 3600,
    mostReplicas: Math.max(0, ...replicas),
    meanReplicas: lastedS / Math.max(1, endedS),
    mostWaiting: Math.max(0, ...samples.map((sample) => sample.waiting[name])),
    age: percentiles(ages),
  };
}

function percentiles(histogram: SimulatedLoad['latencies']): Percentiles {
  const { mean, quantile } = histogram;
  return { mean: mean(), p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
}

function costOf(params: ReportCapacityParams, basis: CostBasis): CapacityReport['cost'] {
  const { simulated, load, stages, durationS, speechS } = params;
  const works = stages
    .map((each) => foreseeStage({ ...each, durationS, speechS }, basis)?.work)
    .filter((work) => work !== undefined);
  const app = works
    .map((work) => priceStage({ ...work, computeS: 0, metered: 0 }, { ...basis, workerStartS: 0 }).amount)
    .reduce((total, amount) => total + amount, 0);
  const metered = works.reduce((total, work) => total + work.metered, 0);
  const days = Math.max(load.horizonS, simulated.endedS) / dayS;
  const standing =
    24 * priceOf(basis.prices, 'service-bus-hour') +
    dayS * appReadyGb * priceOf(basis.prices, 'functions-ready-gb-second') +
    priceOf(basis.prices, 'registry-day');
  return [
    { of: 'workers, CPU', amount: simulated.pools.cpu.paidS * priceWorkerSecond('cpu', basis) },
    { of: 'workers, GPU', amount: simulated.pools.gpu.paidS * priceWorkerSecond('gpu', basis) },
    { of: 'app, messages, storage', amount: simulated.jobs * app },
    { of: 'metered services', amount: simulated.jobs * metered },
    { of: 'standing: namespace, one warm instance, registry', amount: days * standing },
  ];
}
