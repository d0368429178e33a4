import type { StageName } from '../../../pipeline/contracts/stage-name.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { RunUnit } from './unit-context.js';

type Load = () => Promise<RunUnit>;

/** Loaded on first use: an execution runs one stage, and should not pay for the libraries of the others. */
const loaders: Readonly<Partial<Record<StageName, Load>>> = {
  survey: async () => (await import('./survey.js')).runSurvey,
  ingest: async () => (await import('./ingest.js')).runIngest,
  probe: async () => (await import('./probe.js')).runProbe,
  separate: async () => (await import('./separate.js')).runSeparate,
  'detect-shots': async () => (await import('./detect-shots.js')).runDetectShots,
  'index-frames': async () => (await import('./index-frames.js')).runIndexFrames,
  'track-faces': async () => (await import('./track-faces.js')).runTrackFaces,
  transcribe: async () => (await import('./transcribe.js')).runTranscribe,
  diarize: async () => (await import('./diarize.js')).runDiarize,
  'match-faces': async () => (await import('./match-faces.js')).runMatchFaces,
  translate: async () => (await import('./translate.js')).runTranslate,
  'sample-voices': async () => (await import('./sample-voices.js')).runSampleVoices,
  synthesize: async () => (await import('./synthesize.js')).runSynthesize,
  mix: async () => (await import('./mix.js')).runMix,
  'lip-sync': async () => (await import('./lip-sync.js')).runLipSync,
  package: async () => (await import('./package.js')).runPackage,
  verify: async () => (await import('./verify.js')).runVerify,
};

/** The code of a stage that runs in the container. Fails with `message-invalid` for a stage that does not. */
export async function loadStage(stage: StageName): Promise<RunUnit> {
  const load = loaders[stage];
  if (load === undefined) throw new PipelineError('message-invalid', `Stage ${stage} does not run in the container.`);
  return load();
}
