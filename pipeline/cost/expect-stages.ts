import type { Capability } from '../contracts/engine-descriptor.js';
import type { StageName } from '../contracts/stage-name.js';

/** A stage a job will run, once or for each target, and the engine it will use. */
export interface ExpectedStage {
  readonly stage: StageName;
  readonly language?: string;
  readonly engine?: string;
}

/** What is known of a job before it starts. */
export interface ExpectedJob {
  readonly sourceLanguage: string;
  readonly targets: readonly string[];
  readonly hasTranscript: boolean;
  /** Targets a translation is brought for. */
  readonly translated: readonly string[];
  readonly lipSync: 'auto' | 'off';
}

/** The engine a job would get, or undefined where it can do without. */
export type EngineFor = (wanted: {
  readonly capability: Capability;
  readonly language?: string;
  readonly from?: string;
  /** The job can do without: nothing fails where there is none. */
  readonly isOptional?: boolean;
}) => string | undefined;

/** The stages of a localize job, in its order. The survey is not among them: a version of the worker runs it once. */
export function expectStages(job: ExpectedJob, engineFor: EngineFor): readonly ExpectedStage[] {
  const { sourceLanguage, targets, hasTranscript, lipSync } = job;
  const hearing = engineFor({
    capability: hasTranscript ? 'speech-aligner' : 'speech-recognizer',
    language: sourceLanguage,
  });
  const tracker = lipSync === 'off' ? undefined : engineFor({ capability: 'face-tracker', isOptional: true });
  const renderer = tracker && engineFor({ capability: 'mouth-renderer', isOptional: true });
  const faces: ExpectedStage[] =
    tracker === undefined ? [] : [{ stage: 'index-frames' }, { stage: 'track-faces', engine: tracker }];
  return [
    { stage: 'ingest' },
    { stage: 'probe' },
    { stage: 'separate' },
    { stage: 'detect-shots' },
    ...faces,
    withEngine({ stage: 'transcribe' }, hearing),
    { stage: 'diarize' },
    ...(tracker === undefined ? [] : [{ stage: 'match-faces' } as const]),
    ...targets.flatMap((language) => stagesOfTarget(job, { language, renderer }, engineFor)),
  ];
}

function stagesOfTarget(
  { sourceLanguage, translated }: ExpectedJob,
  { language, renderer }: { readonly language: string; readonly renderer: string | undefined },
  engineFor: EngineFor,
): readonly ExpectedStage[] {
  const translator = translated.includes(language)
    ? undefined
    : engineFor({ capability: 'translator', language, from: sourceLanguage });
  return [
    ...(translator === undefined ? [] : [{ stage: 'translate', language, engine: translator } as const]),
    withEngine({ stage: 'synthesize', language }, engineFor({ capability: 'speech-synthesizer', language })),
    { stage: 'fit', language },
    { stage: 'mix', language },
    ...(renderer === undefined ? [] : [{ stage: 'lip-sync', language, engine: renderer } as const]),
    { stage: 'subtitle', language },
    { stage: 'package', language },
    { stage: 'verify', language },
  ];
}

function withEngine(stage: ExpectedStage, engine: string | undefined): ExpectedStage {
  return engine === undefined ? stage : { ...stage, engine };
}
