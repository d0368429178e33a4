import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { type ProcessResult, runProcess } from '../process/run-process.js';
import { inputArgs } from './input-args.js';
import type { SafeInput } from './inspect-source.js';

export interface RunFfprobeParams {
  readonly input: SafeInput;
  /** What to show, for example `['-show_format']`. */
  readonly args: readonly string[];
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
  readonly onStdout?: (chunk: Buffer) => void;
}

/** Text ffmpeg writes when a file wanted to open something it may not. */
const FORBIDDEN = /not on whitelist|not on list|Format not on whitelist/i;

/**
 * Runs ffprobe on an inspected file.
 * Fails with `source-damaged` when it cannot read it, `source-forbidden` when it reached for something else.
 */
export async function runFfprobe(params: RunFfprobeParams): Promise<ProcessResult> {
  try {
    return await runProcess({
      program: 'ffprobe',
      args: ['-hide_banner', '-loglevel', 'error', ...inputArgs(params.input), ...params.args],
      timeLimitMs: params.timeLimitMs,
      failureCode: 'source-damaged',
      ...(params.signal === undefined ? {} : { signal: params.signal }),
      ...(params.onStdout === undefined ? {} : { onStdout: params.onStdout }),
    });
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'source-damaged') {
      const code = FORBIDDEN.test(error.message) ? 'source-forbidden' : 'source-damaged';
      throw new PipelineError(code, withoutPath(error.message, params.input.path), { cause: error });
    }
    throw error;
  }
}

/** Messages reach people through the API: they name no path of the worker. */
function withoutPath(message: string, path: string): string {
  return message.replaceAll(`file:${path}`, 'the source').replaceAll(path, 'the source');
}
