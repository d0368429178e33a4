import type { InvocationContext } from '@azure/functions';
import type { LogFields, Logger } from '../platform/logging/logger.js';

/** Structured lines in the log of one invocation; the host adds time, level and invocation. */
export function invocationLog(context: InvocationContext): Logger {
  const line = (event: string, fields?: LogFields) => JSON.stringify({ event, ...fields });
  return {
    info: (event, fields) => context.log(line(event, fields)),
    warn: (event, fields) => context.warn(line(event, fields)),
    error: (event, fields) => context.error(line(event, fields)),
  };
}
