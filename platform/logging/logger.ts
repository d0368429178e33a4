/** A structured log line's fields. Never secrets, signed URLs or payloads. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Structured logging. An event is a short stable name such as `unit.done`. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
