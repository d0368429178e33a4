import { z } from 'zod';
import { type ErrorCode, errorTable } from '../../../../pipeline/errors/error-table.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';

/** An error as the services word it: under `error` (Translator, the gateway) or bare (Speech). Unknown fields come. */
const Details = z.object({ code: z.union([z.string(), z.number()]).optional(), message: z.string().optional() });
const Body = z.union([z.object({ error: Details }).transform(({ error }) => error), Details]);

/** Codes of Translator that mean: this language or this pair it does not do. */
const LANGUAGE_CODES = ['400003', '400019', '400023', '400035', '400036'];
/** Speech says it in words. */
const LANGUAGE_MESSAGE = /\blocales?\b.*\b(not|un)\s?(supported|valid)|\bunsupported locale/i;
const MAX_MESSAGE_CHARACTERS = 300;

export interface AzureFailureParams {
  readonly service: string;
  readonly status: number;
  readonly body: string;
  /** The service's own id of the request, for its support. */
  readonly requestId: string | null;
  /** Never shown, should the service repeat them. */
  readonly secrets: readonly string[];
}

/** Whether the service may answer otherwise to the same request a moment later. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/**
 * What an answer other than success means: `unavailable` (worth another try), `language-unreachable`, `engine-missing`
 * (credentials or quota) or `request-invalid`.
 */
export function azureFailure(params: AzureFailureParams): PipelineError {
  const { service, status, requestId, secrets } = params;
  const { code, message } = readBody(params.body);
  const said = secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), message ?? '');
  const parts = [
    `${service} answered ${status}${code === undefined ? '' : ` (${code})`}`,
    said.slice(0, MAX_MESSAGE_CHARACTERS),
    hint(status, String(code)),
    requestId === null ? '' : `Request ${requestId.slice(0, 100)}.`,
  ];
  const sentences = parts.filter((part) => part !== '').map((part) => (/[.!?]$/.test(part) ? part : `${part}.`));
  return new PipelineError(failureCode(status, String(code), said), sentences.join(' '));
}

function failureCode(status: number, code: string, message: string): ErrorCode {
  if (isPassing(status)) return 'unavailable';
  if (status === 401 || status === 403) return 'engine-missing';
  if (LANGUAGE_CODES.includes(code) || LANGUAGE_MESSAGE.test(message)) return 'language-unreachable';
  return 'request-invalid';
}

function hint(status: number, code: string): string {
  if (code === '403001') return 'The free quota is used up';
  if (status === 401 || status === 403) return 'Check the key, the region and the roles of the managed identity';
  return status === 429 ? errorTable.unavailable.next : '';
}

function readBody(text: string): z.infer<typeof Details> {
  try {
    return Body.parse(JSON.parse(text));
  } catch {
    return {}; // a gateway's HTML page or nothing at all: the status says enough
  }
}
