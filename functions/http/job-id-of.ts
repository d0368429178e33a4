import type { HttpRequest } from '@azure/functions';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';

/** The job id of the route. Fails with `not-found` for what cannot be one: ids become blob paths. */
export function jobIdOf(request: HttpRequest): string {
  const id = String(request.params['id']);
  if (!/^job_[0-9a-z]{1,40}$/.test(id)) throw new PipelineError('not-found', 'There is no such job.');
  return id;
}
