import { z } from 'zod';
import { Sha256 } from './artifact-ref.js';

/** One file a job made for people. `url` is signed and short-lived; it is never logged. */
export const JobOutput = z.strictObject({
  language: z.string(),
  kind: z.enum(['video', 'audio', 'subtitles', 'receipt', 'report', 'stem']),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  sha256: Sha256,
  url: z.string(),
});
export type JobOutput = z.infer<typeof JobOutput>;

/** The body of `GET /jobs/{id}/outputs`. */
export const JobOutputs = z.strictObject({ jobId: z.string(), outputs: z.array(JobOutput) });
export type JobOutputs = z.infer<typeof JobOutputs>;
