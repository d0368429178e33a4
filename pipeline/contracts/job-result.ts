import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';
import { Failure } from './failure.js';
import { JobState } from './job-status.js';

/** A file published for people, and the artifact it is. */
export const PublishedFile = z.strictObject({
  language: z.string(),
  kind: z.enum(['video', 'audio', 'subtitles', 'receipt', 'report', 'stem']),
  name: z.string(),
  artifact: ArtifactRef,
});
export type PublishedFile = z.infer<typeof PublishedFile>;

/** How a target language ended. */
export const TargetResult = z.strictObject({
  language: z.string(),
  failure: Failure.optional(),
  files: z.array(PublishedFile),
});
export type TargetResult = z.infer<typeof TargetResult>;

/** How the job ended; written once. */
export const JobResult = z.strictObject({
  schemaVersion: z.literal(1),
  jobId: z.string(),
  state: JobState,
  failure: Failure.optional(),
  targets: z.array(TargetResult),
  endedAt: z.string(),
});
export type JobResult = z.infer<typeof JobResult>;
