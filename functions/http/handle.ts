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

/** The largest request is a job with its glossary; files have an address of their own. */
const maxBodyBytes = 1024 * 1024;

/** The JSON body of a request. Fails with `request-invalid`. */
export async function readJsonBody(request: HttpRequest): Promise<unknown> {
  const text = Number(request.headers.get('content-length') ?? 0) > maxBodyBytes ? undefined : await request.text();
  if (text === undefined || Buffer.byteLength(text) > maxBodyBytes) {
    throw new PipelineError('request-invalid', `The request body is larger than ${maxBodyBytes} bytes.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PipelineError('request-invalid', 'The request body is not JSON.', { cause: error });
  }
}
