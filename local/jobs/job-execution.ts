import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../service-bus/clock.js';
import { type CaptureLogParams, captureLog } from './capture-log.js';
import { containerJobLimits } from './container-job-limits.js';
import { dieWithParent } from './die-with-parent.js';
import type { RunningExecutions } from './running-executions.js';

/** How an execution ended. */
export interface ExecutionOutcome {
  readonly name: string;
  /** Absent when a signal ended it or it could not be started. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly hasTimedOut: boolean;
  readonly durationMs: number;
  /** Why it could not be started. */
  readonly startError: string | undefined;
}

/** What an execution runs and where its traces go. */
export interface StartExecutionParams {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly workingDirectory: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly replicaTimeoutMs: number;
  readonly clock: Clock;
  readonly logFile: string;
  readonly onLine: CaptureLogParams['onLine'];
  readonly running: RunningExecutions;
}

/** One run of the job's command as a child process. */
export class JobExecution {
  /** Resolves when the process and everything it said is accounted for. Never rejects. */
  readonly ended: Promise<ExecutionOutcome>;
  readonly #params: StartExecutionParams;
  readonly #child: ChildProcess;
  #cancelTimers: readonly (() => void)[] = [];
  #hasTimedOut = false;

  constructor(params: StartExecutionParams) {
    this.#params = params;
    this.#child = this.#spawn();
    this.ended = this.#supervise();
  }

  /** Asks the process to end, and ends it with all it started when it has not after the grace given. */
  terminate(graceMs: number): void {
    const { clock } = this.#params;
    this.#signal('SIGTERM');
    this.#cancelTimers = [...this.#cancelTimers, clock.schedule(clock.now() + graceMs, () => this.#killGroup())];
  }

  #spawn(): ChildProcess {
    const { command, args, workingDirectory, env, name } = this.#params;
    const wrapped = dieWithParent({ command, args });
    return spawn(wrapped.command, wrapped.args, {
      cwd: workingDirectory,
      env: { ...env, CONTAINER_APP_JOB_EXECUTION_NAME: name },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: the programs it starts can be ended with it, and Ctrl-C goes to the host alone.
      detached: true,
    });
  }

  async #supervise(): Promise<ExecutionOutcome> {
    const { name, clock, running, replicaTimeoutMs, logFile, onLine } = this.#params;
    const startedAtMs = clock.now();
    const exit = exitOf(this.#child);
    const timeout = clock.schedule(startedAtMs + replicaTimeoutMs, () => {
      this.#hasTimedOut = true;
      this.terminate(containerJobLimits.terminationGraceMs);
    });
    this.#cancelTimers = [...this.#cancelTimers, timeout];
    const logged = captureLog(this.#child, { execution: name, file: logFile, onLine });
    if (this.#child.pid !== undefined) await running.add(name, this.#child.pid);
    const outcome = await exit;
    for (const cancel of this.#cancelTimers) cancel();
    // A program it left behind would keep the log open, and in Azure ends with the container.
    this.#killGroup();
    await Promise.allSettled([logged, running.remove(name)]);
    return { name, ...outcome, hasTimedOut: this.#hasTimedOut, durationMs: clock.now() - startedAtMs };
  }

  #signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  #killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      // Everything in the group has ended.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

type Exit = Pick<ExecutionOutcome, 'exitCode' | 'signal' | 'startError'>;

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ exitCode: code ?? undefined, signal: signal ?? undefined, startError: undefined });
    });
    child.once('error', (error) => resolve({ exitCode: undefined, signal: undefined, startError: error.message }));
  });
}
