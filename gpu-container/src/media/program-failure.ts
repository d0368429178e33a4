import type { ErrorCode } from '../../../pipeline/errors/error-table.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { quoteProgramLog } from './quote-program-log.js';

/** Text ffmpeg writes when a file wanted to open something it may not. */
const FORBIDDEN = /not on whitelist|not on list/i;
const DISK_FULL = /No space left on device|Disk quota exceeded/i;
/** What `runProcess` puts before the program's own words when it ended by itself. */
const PREFIX = /^\S+ ended with status \d+(: |\.$)/;

export interface ProgramFailureParams {
  /** The `source-damaged` failure as the program ended. */
  readonly error: PipelineError;
  /** What did not work, as the start of the sentence: `ffprobe cannot read the file`. */
  readonly what: string;
  /** Paths of the worker, which people must not see, with what stands for each. */
  readonly hidden: ReadonlyMap<string, string>;
}

/**
 * The failure of ffmpeg or ffprobe as people read it: the cause in the program's words, without paths and addresses.
 * The code is `source-damaged`, or `source-forbidden` when the file reached for something else, or `unavailable` when
 * the worker's disk is full, which is not the file's fault and may pass.
 */
export function programFailure({ error, what, hidden }: ProgramFailureParams): PipelineError {
  if (DISK_FULL.test(error.message)) {
    return new PipelineError('unavailable', 'The disk the worker writes to is full.', { cause: error });
  }
  const code: ErrorCode = FORBIDDEN.test(error.message) ? 'source-forbidden' : 'source-damaged';
  const log = [...hidden].reduce(
    (text, [path, name]) => text.replaceAll(`file:${path}`, name).replaceAll(path, name),
    error.message,
  );
  const words = quoteProgramLog(log.replace(PREFIX, ''));
  return new PipelineError(code, words === '' ? `${what}.` : `${what}: ${words}.`, { cause: error });
}
