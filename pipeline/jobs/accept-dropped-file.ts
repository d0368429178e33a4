import { z } from 'zod';
import type { JobRequest } from '../contracts/job-request.js';
import type { TraceContext } from '../contracts/trace-context.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { type AcceptJobDeps, acceptJob } from './accept-job.js';
import { parseRequest } from './parse-request.js';
import { refuseJob } from './refuse-job.js';

/** A file whose name ends so holds the settings of the file beside it. */
export const sidecarEnding = '.job.json';

/** Settings a sidecar or blob metadata may hold: a job request without its source. */
const Settings = z.record(z.string(), z.unknown());

export interface DroppedFile {
  readonly container: 'inbox';
  readonly blob: string;
  /** The trace of the event that told of it. */
  readonly trace?: TraceContext;
}

export interface AcceptDroppedFileDeps extends AcceptJobDeps {
  /** Target languages for files that say nothing themselves. */
  readonly defaultTargets: readonly string[];
}

/**
 * Starts the job of a dropped file. Its settings come from `<name>.job.json` beside it, else from blob metadata
 * (`targets`, `sourcelanguage`), else from the deployment's defaults. Returns the job id; undefined for sidecars and
 * files that are gone again. Settings that cannot be used end as a failed job.
 */
export async function acceptDroppedFile(file: DroppedFile, deps: AcceptDroppedFileDeps): Promise<string | undefined> {
  const { container, blob, trace } = file;
  if (blob.endsWith(sidecarEnding)) return undefined;
  const etag = await deps.sources.etag(container, blob);
  if (etag === undefined) return undefined;
  const name = blob.slice(blob.lastIndexOf('/') + 1);
  const source = { kind: 'blob', container, blob, name } as const;
  // The same bytes event may arrive twice; another upload under the name is another job.
  const key = {
    startedBy: 'blob',
    idempotencyKey: `${container}/${blob}@${etag}`,
    ...(trace && { trace }),
  } as const;
  try {
    const request = parseRequest({ ...(await settingsOf(file, deps)), source });
    return (await acceptJob({ request, ...key }, deps)).id;
  } catch (error) {
    if (!(error instanceof PipelineError) || error.retryable) throw error;
    return refuseJob({ request: fallback(source, deps), ...key }, error, deps);
  }
}

async function settingsOf({ container, blob }: DroppedFile, deps: AcceptDroppedFileDeps) {
  const sidecar = await deps.sources.readText(container, `${blob}${sidecarEnding}`);
  if (sidecar !== undefined) return parseSidecar(sidecar, blob);
  const metadata = (await deps.sources.metadata(container, blob)) ?? {};
  const targets = metadata['targets']?.split(',').map((tag) => tag.trim());
  const sourceLanguage = metadata['sourcelanguage'];
  return { targets: targets ?? deps.defaultTargets, ...(sourceLanguage === undefined ? {} : { sourceLanguage }) };
}

function parseSidecar(text: string, blob: string): Record<string, unknown> {
  try {
    return Settings.parse(JSON.parse(text));
  } catch (error) {
    throw new PipelineError('request-invalid', `${blob}${sidecarEnding} is not a JSON object.`, { cause: error });
  }
}

/** What a refused job is filed under, since its own settings could not be read. */
function fallback(source: JobRequest['source'], deps: AcceptDroppedFileDeps): JobRequest {
  return parseRequest({ source, targets: deps.defaultTargets });
}
