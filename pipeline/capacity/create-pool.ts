import { createHistogram, type Histogram } from './create-histogram.js';
import { createWaitingLine } from './create-waiting-line.js';
import type { EventScaling, FixedScaling, Load } from './load.js';
import { sampleWork } from './sample-work.js';

/** How an execution's work on a message ended. */
export type WorkEnd = 'done' | 'retried' | 'crashed';

export interface CreatePoolParams {
  readonly scaling: EventScaling | FixedScaling;
  readonly load: Pick<Load, 'spread' | 'crashShare' | 'retryShare' | 'warmUpS'>;
  readonly random: () => number;
  /** Mean work of a task, in seconds. */
  readonly workOf: (task: number) => number;
  /** Called when an execution takes a message, with how it will end. */
  readonly onTake: (endsAt: number, task: number, end: WorkEnd) => void;
  /** Called for every execution that is started, with the time it looks for a message. */
  readonly onStart: (readyAt: number) => void;
}

/** Executions and the queue they work off. All times in seconds. */
export interface Pool {
  readonly ages: Histogram;
  readonly enqueue: (now: number, task: number) => void;
  /** A look of the scaler at the queue. */
  readonly poll: (now: number) => void;
  /** An execution is there and looks for a message. */
  readonly ready: (now: number) => void;
  /** An execution has ended its work; the message of a crashed one stays locked. */
  readonly end: (now: number, end: WorkEnd) => void;
  /** The lock of a crashed execution ran out. */
  readonly unlock: (now: number, task: number) => void;
  /** The most executions at once since it was last asked. */
  readonly takePeak: () => number;
  /** Seconds all executions lasted, starts and waits included. */
  readonly lastedS: () => number;
  readonly waiting: () => number;
  readonly oldestS: (now: number) => number;
  /** Seconds of executions that are paid for, and how many executions there were. */
  readonly paidS: () => number;
  readonly executions: () => number;
}

/** A pool with nothing in its queue. */
export function createPool(params: CreatePoolParams): Pool {
  const { scaling, load, random, workOf, onTake, onStart } = params;
  const line = createWaitingLine();
  const idle = createWaitingLine();
  const lingering = createWaitingLine();
  const ages = createHistogram();
  const patienceS = scaling.kind === 'fixed' ? Number.POSITIVE_INFINITY : scaling.patienceS;
  const lingerS = scaling.kind === 'fixed' ? 0 : scaling.lingerS;
  // those that have worked end sooner: they are served first
  const waits = [
    { executions: lingering, waitS: lingerS },
    { executions: idle, waitS: patienceS },
  ] as const;
  let [starting, busy, locked, paidS, executions, peak] = [0, 0, 0, 0, 0, 0];
  const replicas = () => starting + busy + idle.length() + lingering.length();
  if (scaling.kind === 'fixed') for (let one = 0; one < scaling.replicas; one += 1) idle.push(patienceS, 0);

  const take = (now: number) => {
    const came = line.oldest() ?? now;
    const task = line.shift();
    if (now >= load.warmUpS) ages.add(now - came);
    const draw = random();
    const end = draw < load.crashShare ? 'crashed' : draw < load.crashShare + load.retryShare ? 'retried' : 'done';
    const workS = sampleWork(workOf(task), load.spread, random) * (end === 'done' ? 1 : random());
    busy += 1;
    paidS += workS;
    onTake(now + workS, task, end);
  };
  const dismissImpatient = (now: number) => {
    for (const { executions: waiting, waitS } of waits) {
      for (let until = waiting.oldest(); until !== undefined && until < now; until = waiting.oldest()) {
        waiting.shift();
        paidS += waitS;
      }
    }
  };
  const enqueue = (now: number, task: number) => {
    line.push(now, task);
    dismissImpatient(now);
    const found = waits.find(({ executions: waiting }) => waiting.length() > 0);
    const until = found?.executions.oldest();
    if (found === undefined || until === undefined) return;
    found.executions.shift();
    if (Number.isFinite(until)) paidS += found.waitS - (until - now);
    take(now);
  };
  const ready = (now: number) => {
    if (scaling.kind === 'event') starting -= 1;
    if (line.length() > 0) take(now);
    else idle.push(now + patienceS, 0);
  };
  return {
    ages,
    enqueue,
    ready,
    poll: (now) => {
      if (scaling.kind === 'fixed') return;
      dismissImpatient(now);
      const wanted = Math.min(scaling.maxExecutions, line.length() + busy + locked);
      for (let running = replicas(); running < wanted; running += 1) {
        starting += 1;
        executions += 1;
        paidS += scaling.paidStartS;
        onStart(now + scaling.coldStartS);
      }
      peak = Math.max(peak, replicas());
    },
    end: (now, end) => {
      busy -= 1;
      if (end === 'crashed') locked += 1;
      if (scaling.kind === 'fixed') ready(now);
      else if (end === 'done' && lingerS > 0) {
        if (line.length() > 0) take(now);
        else lingering.push(now + lingerS, 0);
      }
    },
    unlock: (now, task) => {
      locked -= 1;
      enqueue(now, task);
    },
    takePeak: () => {
      const most = Math.max(peak, replicas());
      peak = replicas();
      return most;
    },
    lastedS: () => paidS + (scaling.kind === 'event' ? executions * (scaling.coldStartS - scaling.paidStartS) : 0),
    waiting: () => line.length(),
    oldestS: (now) => now - (line.oldest() ?? now),
    paidS: () => paidS,
    executions: () => executions,
  };
}
