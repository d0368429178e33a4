/** Severity names of the Azure Functions worker protocol. */
export type HostLogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

/** One line of the host's or the app's log. */
export interface HostLogEntry {
  readonly level: HostLogLevel;
  /** `host` for this host, `user` for `context.log`, `system` for the worker library. */
  readonly category: 'host' | 'user' | 'system' | 'customMetric';
  readonly message: string;
  readonly functionName?: string;
  readonly invocationId?: string;
  /** The error behind the line; its stack is for the reader of the log, never for a client. */
  readonly cause?: unknown;
}

/** Receives every log line; must not throw. */
export type HostLog = (entry: HostLogEntry) => void;
