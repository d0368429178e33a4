import type { Span } from '../../pipeline/contracts/span.js';

/** Where spans go. Telemetry never fails the work it tells of: nothing here throws, and `record` never waits. */
export interface SpanSink {
  record(jobId: string, spans: readonly Span[]): void;
  /** Waits, within bounds, until what was recorded is where it goes. */
  flush(): Promise<void>;
}
