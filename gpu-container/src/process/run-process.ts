import { basename } from 'node:path';
import type { ErrorCode } from '../../../pipeline/errors/error-table.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { abortError } from './abort-error.js';
import { killGroup } from './kill-group.js';
import { type SpawnChildParams, spawnChild } from './spawn-child.js';
import { createTailBuffer } from './tail-buffer.js';

/** Standard output larger than this ends the program unless the caller allows more. */
export const DEFAULT_MAX_STDOUT_BYTES = 32 * 1024 * 1024;
/** How much of standard error is kept for messages, in characters. */
export const STDERR_TAIL_CHARS = 4000;

export interface RunProcessParams extends SpawnChildParams {
  /** Wall-clock limit in ms; past it the whole process group is killed. */
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
  readonly input?: string | Uint8Array;
  readonly maxStdoutBytes?: number;
  /** Receives standard output as it comes; then nothing of it is kept. */
  readonly onStdout?: (chunk: Buffer) => void;
  /** Sees standard error as it comes; its tail is kept all the same. */
  readonly onStderr?: (text: string) => void;
  /** Exit statuses that count as success; [0] unless told. */
  readonly acceptedExitCodes?: readonly number[];
  /** The code of the failure when the exit status is not accepted; `engine-failed` unless told. */
  readonly failureCode?: ErrorCode;
}

export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** The last characters of standard error. */
  readonly stderrTail: string;
}

/**
 * Runs a program to its end. Never a shell; the child's group dies on abort, time limit or too much output.
 * Fails with `engine-missing` (not installed), `cancelled` or the signal's own PipelineError, `time-limit`,
 * or `failureCode` (message ends with the tail of standard error).
 */
export function runProcess(params: RunProcessParams): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const name = basename(params.program);
    if (params.signal?.aborted) {
      reject(abortError(params.signal, name));
      return;
    }
    const child = spawnChild(params);
    const stderr = createTailBuffer(STDERR_TAIL_CHARS);
    const chunks: Buffer[] = [];
    let stdoutBytes = 0;
    let verdict: PipelineError | undefined;
    const end = (error: PipelineError): void => {
      verdict ??= error;
      killGroup(child);
    };
    const onAbort = (): void => {
      if (params.signal !== undefined) end(abortError(params.signal, name));
    };
    const limit = params.maxStdoutBytes ?? DEFAULT_MAX_STDOUT_BYTES;
    const timer = setTimeout(
      () => end(new PipelineError('time-limit', `${name} ran longer than ${params.timeLimitMs / 1000} s.`)),
      params.timeLimitMs,
    );
    params.signal?.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      if (params.onStdout !== undefined) return params.onStdout(chunk);
      stdoutBytes += chunk.length;
      if (stdoutBytes > limit)
        return end(new PipelineError('engine-failed', `${name} wrote more than ${limit} bytes.`));
      chunks.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr.append(text);
      params.onStderr?.(text);
    });
    child.stdin.on('error', () => undefined); // EPIPE: the child closed early, its exit status says whether that is bad
    child.once('error', (cause) => end(new PipelineError('engine-failed', `${name} did not start.`, { cause })));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      params.signal?.removeEventListener('abort', onAbort);
      killGroup(child); // grandchildren that outlived their parent
      const failure = verdict ?? exitFailure({ name, code, signal, stderr: stderr.text(), params });
      if (failure !== undefined) reject(failure);
      else resolve({ exitCode: code ?? 0, stdout: Buffer.concat(chunks), stderrTail: stderr.text() });
    });
    child.stdin.end(params.input);
  });
}

interface ExitFacts {
  readonly name: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly params: RunProcessParams;
}

function exitFailure({ name, code, signal, stderr, params }: ExitFacts): PipelineError | undefined {
  if (code !== null && (params.acceptedExitCodes ?? [0]).includes(code)) return undefined;
  const how = code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with status ${code}`;
  const tail = stderr.trim();
  return new PipelineError(params.failureCode ?? 'engine-failed', `${name} ${how}${tail === '' ? '.' : `: ${tail}`}`);
}
