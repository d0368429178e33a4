import { createEventQueue } from './create-event-queue.js';
import { createHistogram, type Histogram } from './create-histogram.js';
import { createJobTable } from './create-job-table.js';
import { createPool, type Pool, type WorkEnd } from './create-pool.js';
import { createRandom } from './create-random.js';
import type { Load, LoadStep } from './load.js';
import { sampleWork } from './sample-work.js';

/** What stood where at one time. */
export interface LoadSample {
  readonly timeS: number;
  readonly jobs: number;
  /** The most at once since the sample before. */
  readonly replicas: Readonly<Record<'cpu' | 'gpu', number>>;
  readonly waiting: Readonly<Record<'cpu' | 'gpu', number>>;
  readonly oldestS: Readonly<Record<'cpu' | 'gpu', number>>;
  /** Actions of the orchestration backend, a second, since the sample before. */
  readonly actionsPerS: number;
}

export interface SimulatedPool {
  /** How long messages waited, in seconds. */
  readonly ages: Histogram;
  readonly paidS: number;
  /** Starts and waits included. */
  readonly lastedS: number;
  readonly executions: number;
}

export interface SimulatedLoad {
  readonly jobs: number;
  /** From a job's coming to its end, in seconds. */
  readonly latencies: Histogram;
  readonly pools: Readonly<Record<'cpu' | 'gpu', SimulatedPool>>;
  readonly samples: readonly LoadSample[];
  /** When the last job had ended, in seconds. */
  readonly endedS: number;
}

const kinds = {
  arrival: 0,
  poll: 1,
  ready: 2,
  ended: 3,
  retried: 4,
  crashed: 5,
  unlocked: 6,
  step: 7,
  sample: 8,
} as const;
const kindCount = 16;
const endKinds = { done: kinds.ended, retried: kinds.retried, crashed: kinds.crashed } as const;
const pools = ['cpu', 'gpu'] as const;
const sampleS = 60;
const dayS = 86_400;
/** The busiest time of a day, in seconds: 14:00. */
const busiestS = 14 * 3600;

/** Plays a load, event by event, until its last job has ended. The same load gives the same result. */
export function simulateLoad(load: Load): SimulatedLoad {
  return new LoadRun(load).play();
}

/** One run: its clock, its jobs, its queues. */
class LoadRun {
  private readonly events = createEventQueue();
  private readonly random: () => number;
  private readonly jobs;
  private readonly byName: Readonly<Record<'cpu' | 'gpu', Pool>>;
  private readonly latencies = createHistogram();
  private readonly samples: LoadSample[] = [];
  private actions = 0;
  private ended = 0;
  private now = 0;

  constructor(private readonly load: Load) {
    this.random = createRandom(load.seed);
    this.jobs = createJobTable(load.steps);
    this.byName = { cpu: this.createPool(0), gpu: this.createPool(1) };
  }

  play(): SimulatedLoad {
    const { events, load } = this;
    for (let one = 0; one < load.atOnce; one += 1) this.begin();
    if (load.jobsPerS > 0) this.scheduleArrival();
    pools.forEach((name, index) => {
      if (load.scaling[name].kind === 'event') this.schedule(0, kinds.poll, index);
    });
    this.schedule(sampleS, kinds.sample, 0);
    while (events.size() > 0) {
      this.now = events.nextTime();
      if (this.now >= load.horizonS && this.jobs.inFlight() === 0) break;
      const code = events.pop();
      this.handle(code % kindCount, Math.floor(code / kindCount));
    }
    return this.result();
  }

  private handle(kind: number, value: number): void {
    const { now } = this;
    switch (kind) {
      case kinds.arrival:
        this.arrive();
        break;
      case kinds.poll:
        this.poll(value);
        break;
      case kinds.ready:
        this.poolAt(value).ready(now);
        break;
      case kinds.ended:
        this.poolOf(value)?.end(now, 'done');
        this.endTask(value);
        break;
      case kinds.retried:
        this.poolOf(value)?.end(now, 'retried');
        this.poolOf(value)?.enqueue(now, value);
        break;
      case kinds.crashed:
        this.poolOf(value)?.end(now, 'crashed');
        this.schedule(this.load.lockS, kinds.unlocked, value);
        break;
      case kinds.unlocked:
        this.poolOf(value)?.unlock(now, value);
        break;
      case kinds.step:
        this.startStep(value);
        break;
      default:
        this.sample();
    }
  }

  private schedule(afterS: number, kind: number, value: number): void {
    this.events.push(this.now + afterS, kind + kindCount * value);
  }

  /** Thinning: candidates come at the highest rate of the day, and each is kept with the rate of its hour over that. */
  private scheduleArrival(): void {
    const { jobsPerS, peak } = this.load;
    this.schedule(-Math.log(1 - this.random()) / (jobsPerS * peak), kinds.arrival, 0);
  }

  private arrive(): void {
    const { peak, horizonS } = this.load;
    if (this.now >= horizonS) return;
    this.scheduleArrival();
    const rate = 1 + (peak - 1) * Math.cos((2 * Math.PI * (this.now - busiestS)) / dayS);
    if (this.random() * peak < rate) this.begin();
  }

  private begin(): void {
    const first = this.jobs.add(this.now);
    this.load.steps.forEach((step, index) => {
      if (step.waits === 0) this.startStep(first + index);
    });
  }

  private startStep(task: number): void {
    const step = this.stepOf(task);
    const pool = this.poolOf(task);
    if (pool === undefined) this.schedule(sampleWork(step.workS, this.load.spread, this.random), kinds.ended, task);
    else for (let one = 0; one < step.tasks; one += 1) pool.enqueue(this.now, task);
  }

  private endTask(task: number): void {
    if (this.jobs.isLastTask(task)) this.actions += this.stepOf(task).actions;
    const { starts, cameAt } = this.jobs.endTask(task);
    for (const next of starts) this.schedule(this.load.handOffS, kinds.step, next);
    if (cameAt === undefined) return;
    this.ended += 1;
    if (cameAt >= this.load.warmUpS) this.latencies.add(this.now - cameAt);
  }

  private poll(index: number): void {
    const scaling = this.load.scaling[pools[index] ?? 'cpu'];
    this.poolAt(index).poll(this.now);
    if (scaling.kind === 'event') this.schedule(scaling.pollS, kinds.poll, index);
  }

  private sample(): void {
    const { cpu, gpu } = this.byName;
    this.samples.push({
      timeS: this.now,
      jobs: this.jobs.inFlight(),
      replicas: { cpu: cpu.takePeak(), gpu: gpu.takePeak() },
      waiting: { cpu: cpu.waiting(), gpu: gpu.waiting() },
      oldestS: { cpu: cpu.oldestS(this.now), gpu: gpu.oldestS(this.now) },
      actionsPerS: this.actions / sampleS,
    });
    this.actions = 0;
    this.schedule(sampleS, kinds.sample, 0);
  }

  private createPool(index: number): Pool {
    return createPool({
      scaling: this.load.scaling[pools[index] ?? 'cpu'],
      load: this.load,
      random: this.random,
      workOf: (task) => this.stepOf(task).workS,
      onTake: (endsAt: number, task: number, end: WorkEnd) =>
        this.events.push(endsAt, endKinds[end] + kindCount * task),
      onStart: (readyAt) => this.events.push(readyAt, kinds.ready + kindCount * index),
    });
  }

  private stepOf(task: number): LoadStep {
    const step = this.load.steps[this.jobs.stepOf(task)];
    if (step === undefined) throw new RangeError(`No step has task ${task}.`);
    return step;
  }

  private poolAt(index: number): Pool {
    return index === 0 ? this.byName.cpu : this.byName.gpu;
  }

  private poolOf(task: number): Pool | undefined {
    const { pool } = this.stepOf(task);
    return pool === 'app' ? undefined : this.byName[pool];
  }

  private result(): SimulatedLoad {
    const told = ({ ages, paidS, lastedS, executions }: Pool): SimulatedPool => ({
      ages,
      paidS: paidS(),
      lastedS: lastedS(),
      executions: executions(),
    });
    const { ended, latencies, samples, byName, now } = this;
    return { jobs: ended, latencies, samples, endedS: now, pools: { cpu: told(byName.cpu), gpu: told(byName.gpu) } };
  }
}
