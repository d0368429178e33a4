import type { ErrorCode } from '../../pipeline/errors/error-table.js';
import type { ExitName } from '../exit-codes.js';

const byErrorCode: Readonly<Record<ErrorCode, ExitName>> = {
  'source-empty': 'input',
  'source-not-media': 'input',
  'source-damaged': 'input',
  'source-forbidden': 'input',
  'source-missing': 'input',
  'source-too-large': 'input',
  'no-video': 'input',
  'no-audio': 'input',
  'no-speech': 'input',
  'language-unknown': 'input',
  'language-missing': 'input',
  'language-same': 'input',
  'language-unreachable': 'setup',
  'engine-missing': 'setup',
  'licence-refused': 'setup',
  'consent-missing': 'input',
  'model-damaged': 'setup',
  'disk-full': 'failed',
  'engine-failed': 'failed',
  'request-invalid': 'usage',
  'not-found': 'input',
  conflict: 'failed',
  'precondition-failed': 'failed',
  cancelled: 'cancelled',
  'time-limit': 'failed',
  'attempts-exhausted': 'failed',
  'message-invalid': 'failed',
  'transcript-invalid': 'input',
  unavailable: 'server',
  internal: 'failed',
};

/** How the program ends on a failure code of the server; codes of a newer server count as `failed`. */
export function exitNameOf(code: string): ExitName {
  const known: Readonly<Record<string, ExitName | undefined>> = byErrorCode;
  return known[code] ?? 'failed';
}
