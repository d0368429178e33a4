import { type ErrorCode, errorTable } from './error-table.js';

/**
 * The one error class of the project.
 * The message says what happened, to which id, and what was expected; never secrets, signed URLs or payloads.
 */
export class PipelineError extends Error {
  override readonly name = 'PipelineError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Whether trying the same work again may help. */
  get retryable(): boolean {
    return errorTable[this.code].retryable;
  }
}
