import type { LogFields, Logger } from './logger.js';

export interface JsonLineLoggerDeps {
  readonly write: (line: string) => void;
  readonly now: () => Date;
  /** Fields every line carries, for example the task. */
  readonly fields?: LogFields;
}

/** One JSON object per line: time, level, event, fields. */
export function createJsonLineLogger(deps: JsonLineLoggerDeps): Logger {
  const log = (level: string) => (event: string, fields?: LogFields) => {
    deps.write(`${JSON.stringify({ time: deps.now().toISOString(), level, event, ...deps.fields, ...fields })}\n`);
  };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}
