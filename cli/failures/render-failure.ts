import type { CliFailure } from './cli-failure.js';

/** A failure for people, on standard error: what happened, the stable code, what to do next. */
export function renderFailure({ message, code, next }: CliFailure): string {
  return `polydub: ${message} [${code}]\n  next: ${next}\n`;
}
