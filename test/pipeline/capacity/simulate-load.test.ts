import { describe, expect, it } from 'vitest';
import type { EventScaling, Load } from '../../../pipeline/capacity/load.js';
import { simulateLoad } from '../../../pipeline/capacity/simulate-load.js';
import { erlangCWait } from './erlang-c.js';

const none = { kind: 'fixed', replicas: 0 } as const;
const step = { name: 'one', pool: 'cpu', tasks: 1, workS: 10, next: [], waits: 0, actions: 9 } as const;
const quiet: Load = {
  steps: [step],
  jobsPerS: 0,
  peak: 1,
  atOnce: 0,
  horizonS: 3600,
  warmUpS: 0,
  scaling: { cpu: none, gpu: none },
  spread: 0,
  handOffS: 0,
  crashShare: 0,
  lockS: 300,
  retryShare: 0,
  seed: 7,
};

const queue = (servers: number, load: number): Load => ({
  ...quiet,
  jobsPerS: (load * servers) / step.workS,
  spread: 1,
  horizonS: (3_000_000 * step.workS) / (load * servers),
  warmUpS: 20_000,
  scaling: { cpu: { kind: 'fixed', replicas: servers }, gpu: none },
});

describe('the simulation against M/M/c', () => {
  it.each([
    [1, 0.5],
    [1, 0.7],
    [4, 0.8],
    [20, 0.9],
  ])(
    'gives the mean wait of %i servers at %f load within 2 %%',
    (servers, load) => {
      const simulated = simulateLoad(queue(servers, load));

      const expected = erlangCWait((load * servers) / step.workS, step.workS, servers);
      expect(Math.abs(simulated.pools.cpu.ages.mean() / expected - 1)).toBeLessThan(0.02);
    },
    60_000,
  );
});

describe('the scaler', () => {
  const scaling: EventScaling = {
    ...{ kind: 'event', pollS: 15, maxExecutions: 3 },
    ...{ coldStartS: 5, paidStartS: 2, patienceS: 30, lingerS: 0 },
  };

  it('starts an execution a message at its next look, and no more than it may', () => {
    const load: Load = { ...quiet, atOnce: 5, scaling: { cpu: scaling, gpu: none } };

    const { pools, jobs, endedS } = simulateLoad(load);

    // three at 0 s work from 5 to 15 s; at 15 s the two left get theirs, which work from 20 to 30 s
    expect({ jobs, executions: pools.cpu.executions }).toEqual({ jobs: 5, executions: 5 });
    expect(pools.cpu.paidS).toBe(5 * (10 + 2));
    expect(endedS).toBeGreaterThanOrEqual(3600);
    expect(pools.cpu.ages.mean()).toBeCloseTo((3 * 5 + 2 * 20) / 5);
  });

  it('starts none for messages that an execution takes after its own, and pays for its waiting', () => {
    const steps = [
      { ...step, name: 'a', next: [1] },
      { ...step, name: 'b', next: [2], waits: 1 },
      { ...step, name: 'c', waits: 1 },
    ];
    const cpu = { ...scaling, lingerS: 4 };
    const load: Load = { ...quiet, steps, atOnce: 1, handOffS: 3, horizonS: 600, scaling: { cpu, gpu: none } };

    const { pools, latencies } = simulateLoad(load);

    expect([pools.cpu.executions, latencies.mean()]).toEqual([1, 5 + 10 + 3 + 10 + 3 + 10]);
    expect(pools.cpu.paidS).toBe(2 + 10 + 3 + 10 + 3 + 10 + 4);
    const hasty = simulateLoad({ ...load, scaling: { cpu: { ...cpu, lingerS: 2 }, gpu: none } });
    expect(hasty.pools.cpu.executions).toBe(3);
  });

  it('hands what waits to an execution as it ends its task', () => {
    const load: Load = { ...quiet, atOnce: 5, scaling: { cpu: { ...scaling, lingerS: 4 }, gpu: none } };

    const { pools } = simulateLoad(load);

    expect(pools.cpu.executions).toBe(3);
    expect(pools.cpu.paidS).toBe(3 * 2 + 5 * 10 + 3 * 4);
  });

  it('leaves the message of a dead worker locked, and pays for what it did', () => {
    const load: Load = {
      ...quiet,
      atOnce: 400,
      crashShare: 0.5,
      scaling: { cpu: { ...scaling, maxExecutions: 400 }, gpu: none },
    };

    const { pools, jobs, latencies } = simulateLoad(load);

    expect(jobs).toBe(400);
    expect(pools.cpu.executions).toBeGreaterThan(600);
    expect(latencies.quantile(0.99)).toBeGreaterThan(load.lockS);
  });

  it('is the same in every run', () => {
    const load = queue(4, 0.8);
    const short = { ...load, horizonS: 50_000 };
    expect(simulateLoad(short).latencies.mean()).toBe(simulateLoad(short).latencies.mean());
  });
});

describe('steps', () => {
  it('start when all they wait for has ended, and count their actions', () => {
    const fork = [
      { ...step, name: 'a', workS: 1, next: [1, 2] },
      { ...step, name: 'b', workS: 5, next: [3], waits: 1 },
      { ...step, name: 'c', pool: 'app', workS: 8, next: [3], waits: 1 },
      { ...step, name: 'd', workS: 2, waits: 2, tasks: 3 },
    ] as const;
    const load: Load = {
      ...quiet,
      steps: fork,
      atOnce: 1,
      handOffS: 1,
      horizonS: 61,
      scaling: { cpu: { kind: 'fixed', replicas: 9 }, gpu: none },
    };

    const { latencies, samples } = simulateLoad(load);

    expect(latencies.mean()).toBe(1 + 1 + 8 + 1 + 2);
    expect(samples[0]?.actionsPerS).toBeCloseTo((4 * 9) / 60);
  });
});
