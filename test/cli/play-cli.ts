import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CliIo } from '../../cli/cli-io.js';
import { runCli } from '../../cli/run-cli.js';

/** What a run of the CLI left behind. */
export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A world for the CLI: a folder of its own, a clock that jumps, terminals that remember. */
export interface CliWorld {
  readonly cwd: string;
  readonly env: Record<string, string | undefined>;
  isTTY: boolean;
  /** Milliseconds slept so far; sleeping moves the clock and takes no time. */
  readonly sleptMs: () => number;
  /** Share of each sleep that really passes: 0, except where other processes need time to start or die. */
  timeScale: number;
  /** Called with each sleep: the place for something to happen meanwhile, such as Ctrl-C. */
  onSleep: (ms: number) => void | Promise<void>;
  readonly interrupt: () => void;
  /** Whether the CLI listens to Ctrl-C right now. */
  readonly isListening: () => boolean;
  readonly parts: { -readonly [Part in 'startCloud' | 'runScript' | 'startInBackground']?: CliIo[Part] };
  readonly run: (...args: string[]) => Promise<CliRun>;
  /** The world itself, writing to nowhere. */
  readonly io: () => CliIo;
  readonly dispose: () => Promise<void>;
}

const notThere = (): never => {
  throw new Error('this test did not expect that to be started');
};

/** Makes such a world. Its environment is empty: what the machine has set does not leak in. */
export async function createCliWorld(): Promise<CliWorld> {
  const cwd = await mkdtemp(join(tmpdir(), 'polydub-cli-'));
  let clockMs = Date.parse('2026-01-02T03:04:06.000Z');
  const startMs = clockMs;
  const listeners = new Set<() => void>();
  const world: CliWorld = {
    cwd,
    env: {},
    isTTY: false,
    timeScale: 0,
    sleptMs: () => clockMs - startMs,
    onSleep: () => undefined,
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    isListening: () => listeners.size > 0,
    parts: {},
    run: async (...args) => {
      const written = { stdout: '', stderr: '' };
      const exitCode = await runCli(createIo(written), args);
      return { exitCode, ...written };
    },
    io: () => createIo({ stdout: '', stderr: '' }),
    dispose: () => rm(cwd, { recursive: true, force: true }),
  };
  const createIo = (written: { stdout: string; stderr: string }): CliIo => ({
    stdout: {
      write: (text) => {
        written.stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        written.stderr += text;
      },
      isTTY: world.isTTY,
      columns: () => 100,
      rows: () => 40,
    },
    env: world.env,
    cwd,
    packageRoot: cwd,
    now: () => clockMs,
    sleep: async (ms, signal) => {
      clockMs += ms;
      await world.onSleep(ms);
      if (world.timeScale === 0) await new Promise((resolve) => setImmediate(resolve));
      else await wait(ms * world.timeScale);
      signal?.throwIfAborted();
    },
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    startCloud: notThere,
    runScript: notThere,
    startInBackground: notThere,
    ...world.parts,
  });
  return world;
}
