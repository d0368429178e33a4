import type { JobEvent } from '../contracts/job-event.js';

/** Tells the world of jobs. An event may be told twice, by the same id. */
export interface JobEventPublisher {
  /** Fails with `unavailable` when nobody takes it: try again. */
  readonly publish: (event: JobEvent) => Promise<void>;
}
