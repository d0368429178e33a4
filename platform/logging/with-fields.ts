import type { LogFields, Logger } from './logger.js';

/** The same log with fields on every line, for example the task they are about. */
export function withFields(log: Logger, fields: LogFields): Logger {
  return {
    info: (event, more) => log.info(event, { ...fields, ...more }),
    warn: (event, more) => log.warn(event, { ...fields, ...more }),
    error: (event, more) => log.error(event, { ...fields, ...more }),
  };
}
