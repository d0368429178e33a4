import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { programFailure } from '../media/program-failure.js';
import { abortError } from '../process/abort-error.js';
import { killGroup } from '../process/kill-group.js';
import { STDERR_TAIL_CHARS } from '../process/run-process.js';
import { spawnChild } from '../process/spawn-child.js';
import { createTailBuffer } from '../process/tail-buffer.js';

export interface StartFfmpegParams {
  readonly args: readonly string[];
  /** Paths of the worker, which people must not see in messages. */
  readonly hiddenPaths: readonly string[];
  /** Wall-clock limit in ms. */
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
}

/** An ffmpeg that pictures are piped into or out of. */
export interface RunningFfmpeg {
  readonly child: ChildProcessWithoutNullStreams;
  /** Settles when it has ended: rejects with `source-damaged`, `cancelled`, `time-limit`. Never unhandled. */
  readonly ended: Promise<void>;
  /** Ends it at once; `ended` then resolves. Idempotent. */
  stop(): void;
}

const GLOBAL_ARGS = ['-hide_banner', '-nostats', '-loglevel', 'error', '-y', '-max_alloc', '1073741824'];

/** Starts ffmpeg with open pipes. Fails with `engine-missing`, `cancelled`. */
export function startFfmpeg(params: StartFfmpegParams): RunningFfmpeg {
  const { signal } = params;
  if (signal.aborted) throw abortError(signal, 'ffmpeg');
  const child = spawnChild({ program: 'ffmpeg', args: [...GLOBAL_ARGS, ...params.args] });
  const log = createTailBuffer(STDERR_TAIL_CHARS);
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.append(text));
  child.stdin.on('error', () => undefined); // EPIPE: its exit status says whether that is bad
  let verdict: PipelineError | 'stopped' | undefined;
  const end = (why: PipelineError | 'stopped'): void => {
    verdict ??= why;
    killGroup(child);
    child.stdout.destroy(); // a paused stream that nobody reads any more would never close
  };
  const onAbort = (): void => end(abortError(signal, 'ffmpeg'));
  signal.addEventListener('abort', onAbort, { once: true });
  const limit = new PipelineError('time-limit', `ffmpeg ran longer than ${params.timeLimitMs / 1000} s.`);
  const timer = setTimeout(() => end(limit), params.timeLimitMs);
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => end(new PipelineError('engine-failed', 'ffmpeg did not start.', { cause })));
    child.once('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (verdict === 'stopped' || (verdict === undefined && code === 0)) return resolve();
      reject(verdict ?? exitFailure(log.text(), params.hiddenPaths));
    });
  });
  ended.catch(() => undefined); // who waits for pictures learns of it there
  return { child, ended, stop: () => end('stopped') };
}

function exitFailure(log: string, hiddenPaths: readonly string[]): PipelineError {
  const error = new PipelineError('source-damaged', log.trim());
  const hidden = new Map(hiddenPaths.map((path) => [path, 'a file']));
  return programFailure({ error, what: 'ffmpeg cannot process the picture', hidden });
}
