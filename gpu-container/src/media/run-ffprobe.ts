import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { type ProcessResult, runProcess } from '../process/run-process.js';
import { inputArgs } from './input-args.js';
import type { SafeInput } from './inspect-source.js';
import { programFailure } from './program-failure.js';

export interface RunFfprobeParams {
  readonly input: SafeInput;
  /** What to show, for example `['-show_format']`. */
  readonly args: readonly string[];
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
  readonly onStdout?: (chunk: Buffer) => void;
}

/**
 * Runs ffprobe on an inspected file.
 * Fails with `source-damaged` when it cannot read it, `source-forbidden` when it reached for something else,
 * `cancelled`, `time-limit`, `engine-missing`.
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
    if (!(error instanceof PipelineError) || error.code !== 'source-damaged') throw error;
    const hidden = new Map([[params.input.path, 'the source']]);
    throw programFailure({ error, what: 'ffprobe cannot read the file', hidden });
  }
}
