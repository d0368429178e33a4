import { z } from 'zod';

/** Every stage of the localize workflow, in the order a job meets them. */
export const StageName = z.enum([
  'survey',
  'ingest',
  'probe',
  'separate',
  'detect-shots',
  'index-frames',
  'track-faces',
  'transcribe',
  'diarize',
  'match-faces',
  'translate',
  'sample-voices',
  'synthesize',
  'fit',
  'mix',
  'lip-sync',
  'subtitle',
  'package',
  'verify',
]);
export type StageName = z.infer<typeof StageName>;
