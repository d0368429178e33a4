import { z } from 'zod';
import { ArtifactRef } from './artifact-ref.js';
import { Capability } from './engine-descriptor.js';
import { JobRequest } from './job-request.js';

/** A file of the job as orchestrators need it: already an artifact, or a blob to ingest. */
export const BriefFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('artifact'), name: z.string(), artifact: ArtifactRef }),
  z.strictObject({
    kind: z.literal('blob'),
    name: z.string(),
    container: z.string(),
    blob: z.string(),
    etag: z.string(),
  }),
]);
export type BriefFile = z.infer<typeof BriefFile>;

/** A job as orchestrators see it: small enough for history, everything large is a reference. */
export const JobBrief = z.strictObject({
  jobId: z.string(),
  workerVersion: z.string(),
  sourceLanguage: z.string(),
  targets: z.array(z.string()),
  source: BriefFile,
  transcript: BriefFile.optional(),
  translations: z.record(z.string(), BriefFile),
  glossary: ArtifactRef.optional(),
  speakers: z.number().int().optional(),
  /** Whether a speaker's voice is cloned, as the request words it; consents stay in the job document. */
  voices: z.record(z.string(), z.boolean()).optional(),
  /** What the request asks an engine for by name: a job does without a second engine nobody asked for. */
  asked: z.array(Capability).optional(),
  loudness: JobRequest.shape.loudness,
  lipSync: JobRequest.shape.lipSync,
  formality: JobRequest.shape.formality,
  commercialUse: JobRequest.shape.commercialUse,
  budget: JobRequest.shape.budget,
  subtitles: JobRequest.shape.subtitles,
});
export type JobBrief = z.infer<typeof JobBrief>;
