import { JobRequest } from '../contracts/job-request.js';
import { describeIssues } from '../errors/describe-issues.js';
import type { ErrorCode } from '../errors/error-table.js';
import { PipelineError } from '../errors/pipeline-error.js';

/**
 * Checks a job request. Fails with `language-missing` or `language-unknown` when the targets are the trouble and
 * `request-invalid`, naming the fields, otherwise.
 */
export function parseRequest(value: unknown): JobRequest {
  const parsed = JobRequest.safeParse(value);
  if (parsed.success) return { ...parsed.data, targets: [...new Set(parsed.data.targets)] };
  const [first] = parsed.error.issues;
  const field = String(first?.path[0] ?? '');
  throw new PipelineError(codeOf(field, first?.code), `The job request is not valid: ${describeIssues(parsed.error)}.`);
}

function codeOf(field: string, issue: string | undefined): ErrorCode {
  if (field === 'sourceLanguage' && issue === 'custom') return 'language-unknown';
  if (field !== 'targets') return 'request-invalid';
  return issue === 'custom' ? 'language-unknown' : 'language-missing';
}
