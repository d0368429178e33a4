import { JobTrace } from '../../../pipeline/contracts/job-trace.js';

/** The trace of a job that took two seconds, half of them for one stage. */
export function sampleTrace(jobId: string): JobTrace {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const about = { traceId, kind: 'internal', service: 'functions', attributes: {} };
  const [job, stage] = ['b7ad6b7169203331', '00f067aa0ba902b7'];
  return JobTrace.parse({
    schemaVersion: 1,
    jobId,
    traceId,
    state: 'completed',
    adopted: 0,
    spans: [
      { ...about, spanId: job, name: 'job localize', startMs: 0, endMs: 2000 },
      { ...about, spanId: stage, parentSpanId: job, name: 'stage mix', startMs: 500, endMs: 1500 },
    ],
  });
}
