import type { EngineChoice } from '../contracts/engine-choice.js';
import type { Capability } from '../contracts/engine-descriptor.js';
import type { StageName } from '../contracts/stage-name.js';

/** A stage a job will run, once or for each target, and the engine it will use. */
export interface ExpectedStage {
  readonly stage: StageName;
  readonly language?: string;
  readonly engine?: string;
  /** Of the engine, where it has one of its own. */
  readonly placement?: EngineChoice['placement'];
}

/** An engine as far as costs mind. */
export type ExpectedEngine = Pick<EngineChoice, 'id' | 'placement'>;

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
}) => ExpectedEngine | undefined;

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
    tracker === undefined ? [] : [{ stage: 'index-frames' }, withEngine({ stage: 'track-faces' }, tracker)];
  return [
    { stage: 'ingest' },
    { stage: 'probe' },
    withEngine({ stage: 'separate' }, engineFor({ capability: 'source-separator' })),
    { stage: 'detect-shots' },
    ...faces,
    withEngine({ stage: 'transcribe' }, hearing),
    withEngine({ stage: 'diarize' }, engineFor({ capability: 'diarizer' })),
    ...(tracker === undefined ? [] : [{ stage: 'match-faces' } as const]),
    ...targets.flatMap((language) => stagesOfTarget(job, { language, renderer }, engineFor)),
  ];
}

function stagesOfTarget(
  { sourceLanguage, translated }: ExpectedJob,
  { language, renderer }: { readonly language: string; readonly renderer: ExpectedEngine | undefined },
  engineFor: EngineFor,
): readonly ExpectedStage[] {
  const translator = translated.includes(language)
    ? undefined
    : engineFor({ capability: 'translator', language, from: sourceLanguage });
  return [
    ...(translator === undefined ? [] : [withEngine({ stage: 'translate', language }, translator)]),
    withEngine({ stage: 'synthesize', language }, engineFor({ capability: 'speech-synthesizer', language })),
    { stage: 'fit', language },
    { stage: 'mix', language },
    ...(renderer === undefined ? [] : [withEngine({ stage: 'lip-sync', language }, renderer)]),
    { stage: 'subtitle', language },
    { stage: 'package', language },
    { stage: 'verify', language },
  ];
}

function withEngine(stage: ExpectedStage, engine: ExpectedEngine | undefined): ExpectedStage {
  if (engine === undefined) return stage;
  const { id, placement } = engine;
  return { ...stage, engine: id, ...(placement === undefined ? {} : { placement }) };
}
