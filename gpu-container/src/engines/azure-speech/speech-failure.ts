import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { azureFailure } from '../azure-service/azure-failure.js';

const SERVICE = 'Azure AI Speech';
/** Close codes of the service's WebSocket: a document it does not take, and too many of them. */
const REFUSED = 1007;
const THROTTLED = 4429;

/**
 * What it means that a turn was not spoken, by the library's words: the status with which the connection was refused,
 * or the code with which it was closed. `unavailable` (worth another try), `engine-missing` or `request-invalid`.
 */
export function speechFailure(details: string, secrets: readonly string[]): PipelineError {
  const status = /Unexpected server response: (\d{3})/.exec(details)?.[1];
  const code = /^(.*?)\s*websocket error code: (\d{4})/s.exec(details);
  const refusal = { service: SERVICE, requestId: null, secrets };
  if (status !== undefined) return azureFailure({ ...refusal, status: Number(status), body: '' });
  const body = JSON.stringify({ message: code?.[1] ?? '' });
  if (Number(code?.[2]) === REFUSED) return azureFailure({ ...refusal, status: 400, body });
  if (Number(code?.[2]) === THROTTLED) return azureFailure({ ...refusal, status: 429, body });
  return new PipelineError(
    'unavailable',
    `${SERVICE} could not be reached or broke off (${code?.[2] ?? 'no answer'}).`,
  );
}
