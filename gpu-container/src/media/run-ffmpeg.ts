import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { runProcess } from '../process/run-process.js';
import { FFMPEG_THREADS, inputArgs } from './input-args.js';
import type { SafeInput } from './inspect-source.js';
import { programFailure } from './program-failure.js';

/** An inspected file with options that belong before its `-i`. */
export interface FfmpegInput {
  readonly input: SafeInput;
  readonly options?: readonly string[];
}

export interface RunFfmpegParams {
  readonly inputs: readonly FfmpegInput[];
  /** Everything after the inputs but the output itself. */
  readonly args: readonly string[];
  /** Written anew; the muxer is named in `format`, never guessed from the name. */
  readonly outputPath: string;
  readonly format: string;
  /** Length of the output in ms, to turn ffmpeg's clock into a fraction. */
  readonly durationMs: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
  /** Wall-clock limit in ms; a minute plus four times the duration unless told. */
  readonly timeLimitMs?: number;
}

const GLOBAL_ARGS = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-y', '-max_alloc', '1073741824'];
/** Without these ffmpeg writes its version into the file, and the same unit would make other bytes elsewhere. */
const BIT_EXACT = ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'];

/** Turns ffmpeg's `-progress` text into fractions, never backwards. */
function progressReader(durationMs: number, onProgress: (fraction: number) => void): (chunk: Buffer) => void {
  let last = 0;
  return (chunk) => {
    for (const match of chunk.toString('latin1').matchAll(/out_time_us=(\d+)/g)) {
      const fraction = Math.min(1, Number(match[1]) / 1000 / Math.max(1, durationMs));
      if (fraction <= last) continue;
      last = fraction;
      onProgress(fraction);
    }
  };
}

/**
 * Runs ffmpeg on inspected files: only local files, only the named demuxers, bounded threads and time, exact bytes.
 * Fails with `source-damaged` (ffmpeg could not do it), `unavailable` (the disk is full), `cancelled`, `time-limit`, `engine-missing`.
 */
export async function runFfmpeg(params: RunFfmpegParams): Promise<void> {
  const onStdout = progressReader(params.durationMs, params.onProgress ?? (() => undefined));
  const inputs = params.inputs.flatMap(({ input, options }) => [...(options ?? []), ...inputArgs(input)]);
  const threads = String(FFMPEG_THREADS);
  const args = [
    ...[...GLOBAL_ARGS, '-progress', 'pipe:1', '-filter_threads', threads, '-filter_complex_threads', threads],
    ...inputs,
    ...params.args,
    ...[...BIT_EXACT, '-threads', threads, '-f', params.format, `file:${params.outputPath}`],
  ];
  const timeLimitMs = params.timeLimitMs ?? 60_000 + 4 * params.durationMs;
  try {
    const failureCode = 'source-damaged';
    await runProcess({ program: 'ffmpeg', args, timeLimitMs, signal: params.signal, onStdout, failureCode });
  } catch (error) {
    if (!(error instanceof PipelineError) || error.code !== 'source-damaged') throw error;
    const paths = [params.outputPath, ...params.inputs.map(({ input }) => input.path)];
    const hidden = new Map(paths.map((path) => [path, 'a file']));
    throw programFailure({ error, what: 'ffmpeg cannot process the file', hidden });
  }
}
