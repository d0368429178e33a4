import type { Span } from '../../pipeline/contracts/span.js';
import type { SpanSink } from './span-sink.js';

/** The spans of jobs, kept so that people can look at a job's way. */
export interface TraceStore extends SpanSink {
  /** What is there of a job, in the order it was told; a span told twice is there twice. Empty for an unknown job. */
  read(jobId: string): Promise<readonly Span[]>;
}
