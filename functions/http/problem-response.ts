import type { HttpResponseInit } from '@azure/functions';
import type { Problem } from '../../pipeline/contracts/problem.js';
import { type ErrorCode, errorTable } from '../../pipeline/errors/error-table.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';

/** An error as RFC 9457 problem details. What is not ours says nothing of its insides. */
export function problemResponse(error: unknown): HttpResponseInit {
  const code: ErrorCode = error instanceof PipelineError ? error.code : 'internal';
  const { title, next, status } = errorTable[code];
  const detail = error instanceof PipelineError ? error.message : title;
  const problem: Problem = { type: `urn:polydub:problem:${code}`, title, status, detail, code, next };
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify(problem),
  };
}
