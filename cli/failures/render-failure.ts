import { safeText } from '../text/safe-text.js';
import type { CliFailure } from './cli-failure.js';

/** A failure for people, on standard error: what happened, the stable code, what to do next. */
export function renderFailure({ message, code, next }: CliFailure): string {
  // a message may quote what a server, a file or a program said, over several lines
  const lines = message.split('\n').map(safeText).join('\n  ');
  return `polydub: ${lines} [${safeText(code)}]\n  next: ${safeText(next)}\n`;
}
