import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { problemResponse } from './problem-response.js';

type Handle = (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;

/** Wraps an API function: whatever it throws becomes a problem; what is not ours is logged with its cause. */
export function handle(work: Handle): HttpHandler {
  return async (request, context) => {
    try {
      return await work(request, context);
    } catch (error) {
      if (!(error instanceof PipelineError)) context.error('request.failed', error);
      return problemResponse(error);
    }
  };
}

/** The JSON body of a request. Fails with `request-invalid`. */
export async function readJsonBody(request: HttpRequest): Promise<unknown> {
  try {
    return await request.json();
  } catch (error) {
    throw new PipelineError('request-invalid', 'The request body is not JSON.', { cause: error });
  }
}
