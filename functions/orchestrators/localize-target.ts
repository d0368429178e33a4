import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { z } from 'zod';
import { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import { EngineChoice } from '../../pipeline/contracts/engine-choice.js';
import { Failure } from '../../pipeline/contracts/failure.js';
import { BriefFile, JobBrief } from '../../pipeline/contracts/job-brief.js';
import { StageOutcome } from '../../pipeline/contracts/stage-outcome.js';
import type { StageRequest } from '../../pipeline/contracts/stage-request.js';
import type { ChooseEngineInput } from '../../pipeline/jobs/choose-job-engine.js';
import type { SettleTargetInput } from '../../pipeline/jobs/settle-target.js';
import { drawsMouths } from '../../pipeline/lip-sync/draws-mouths.js';
import { activityNames, orchestratorNames } from '../names.js';
import { callActivity } from './calls.js';
import { choose } from './choose.js';
import { failureOf } from './failure-of.js';
import { ingestFile } from './ingest-file.js';
import { needStage, outputsOf } from './need-stage.js';
import { pick } from './pick.js';
import { StageStopped } from './stage-stopped.js';

export const LocalizeTargetInput = z.strictObject({
  jobId: z.string(),
  language: z.string(),
  sourceLanguage: z.string(),
  loudness: JobBrief.shape.loudness,
  subtitles: JobBrief.shape.subtitles,
  /** Absent where nothing was chosen. */
  formality: z.enum(['formal', 'informal']).optional(),
  translation: BriefFile.optional(),
  glossary: ArtifactRef.optional(),
  /** Whose voices are cloned, and whether the engine for it was asked for by name; absent where nobody's is. */
  cloning: z.strictObject({ speakers: z.record(z.string(), z.boolean()), isEngineAsked: z.boolean() }).optional(),
  shared: z.record(z.string(), ArtifactRef),
  /** Why faces cannot be made to speak although that was wanted. */
  unseen: Failure.optional(),
  /** What sharpens drawn mouths, where the request asks for it. */
  enlarger: EngineChoice.pick({ id: true, version: true, fingerprint: true, licence: true }).optional(),
});
export type LocalizeTargetInput = z.infer<typeof LocalizeTargetInput>;

/** What is under way for one target: its input, and everything made for it so far, also when a later stage fails. */
interface Target {
  readonly context: OrchestrationContext;
  readonly input: LocalizeTargetInput;
  readonly made: Record<string, ArtifactRef>;
  /** What was left out, for the receipt. */
  readonly warnings: string[];
}

/**
 * One target language of a job. Its failure is its own: it is settled as data and the other languages go on. Never
 * throws, or the job would end before them.
 */
export const localizeTargetOrchestrator: OrchestrationHandler = function* (context) {
  const input = LocalizeTargetInput.parse(context.df.getInput());
  const { jobId, language } = input;
  const target: Target = { context, input, made: { ...input.shared }, warnings: [] };
  if (input.unseen) target.warnings.push(withoutLipSync(input.unseen));
  let failure: Failure | undefined;
  try {
    yield* translate(target);
    yield* speak(target);
    yield* deliver(target);
  } catch (error) {
    failure = failureOf(error);
  }
  const { made, warnings } = target;
  yield* settle(context, {
    jobId,
    language,
    made,
    ...(warnings.length > 0 && { warnings }),
    ...(failure && { failure }),
  });
};

function withoutLipSync({ message }: Failure): string {
  return `Mouths were left as they are: ${message}`;
}

/** Settles the target; one that cannot be published is settled as failed, with the reason. */
function* settle(context: OrchestrationContext, target: SettleTargetInput): Generator<Task, void, unknown> {
  const call = (input: SettleTargetInput) =>
    callActivity(context, { name: activityNames.settleTarget, input, output: z.unknown() });
  try {
    yield* call(target);
  } catch (error) {
    try {
      yield* call({ ...target, failure: target.failure ?? failureOf(error) });
    } catch {
      // finish-job accounts for a target without a result; nothing more can be written down here
    }
  }
}

/** Runs a stage of the target and adds what it made. */
function* add(
  { context, input: { jobId, language }, made }: Target,
  request: Omit<StageRequest, 'jobId' | 'language'>,
): Generator<Task, void, unknown> {
  Object.assign(made, yield* needStage(context, { jobId, language, ...request }));
}

function* chooseFor(
  { context, input: { jobId, language }, made }: Target,
  wanted: Pick<ChooseEngineInput, 'capability' | 'from'>,
): Generator<Task, EngineChoice, unknown> {
  return yield* choose(context, { jobId, ...wanted, language, survey: pick(made, ['survey'])['survey'] });
}

function* translate(target: Target): Generator<Task, void, unknown> {
  const { context, input, made } = target;
  const { jobId, language, sourceLanguage, glossary, translation, formality } = input;
  const brought = translation && (yield* ingestFile(context, jobId, translation));
  const engine = brought ? undefined : yield* chooseFor(target, { capability: 'translator', from: sourceLanguage });
  yield* add(target, {
    stage: 'translate',
    params: { language, ...(translation ? { name: translation.name } : formality && { formality }) },
    inputs: { ...pick(made, ['transcript']), ...(brought && { brought }), ...(glossary && { glossary }) },
    ...(engine && { engine }),
  });
}

function* speak(target: Target): Generator<Task, void, unknown> {
  const { input, made } = target;
  const engine = yield* chooseFor(target, { capability: 'speech-synthesizer' });
  const cloner = yield* sampleVoices(target);
  yield* add(target, {
    stage: 'synthesize',
    params: cloner ? { cloner: z.record(z.string(), z.json()).parse(cloner) } : {},
    inputs: pick(made, ['translation', 'transcript', 'survey'], cloner ? ['voice-samples'] : []),
    engine,
  });
  yield* add(target, {
    stage: 'fit',
    params: {},
    inputs: pick(made, ['transcript', 'speech-manifest', 'media', 'shots'], ['speaking-faces']),
  });
  yield* mixAndMove(target, {
    stage: 'mix',
    params: { loudness: input.loudness },
    inputs: pick(made, ['original', 'transcript', 'speech-manifest', 'fit', 'media'], ['background', 'dialogue']),
  });
}

/**
 * The engine that clones voices, with samples taken of whoever is to be cloned. What nobody can clone is spoken by stock
 * voices, with the reason; only a missing consent, and an engine asked for by name, stop the target.
 */
function* sampleVoices(target: Target): Generator<Task, EngineChoice | undefined, unknown> {
  const { input, made, warnings } = target;
  if (input.cloning === undefined) return undefined;
  const { speakers, isEngineAsked } = input.cloning;
  const cloner = yield* chooseIfThere(target, 'voice-cloner');
  if ('kind' in cloner) {
    const { failure } = cloner;
    if (isEngineAsked || !withoutCloning.includes(failure.code)) throw new StageStopped(failure);
    warnings.push(`No voice was cloned; stock voices speak. ${failure.message}`);
    return undefined;
  }
  const sound = made['dialogue'] ?? pick(made, ['original'])['original'];
  yield* add(target, {
    stage: 'sample-voices',
    params: { speakers },
    inputs: { ...pick(made, ['transcript']), ...(sound && { sound }) },
  });
  return cloner;
}

/** Why a dub comes out with stock voices instead of not at all. */
const withoutCloning: readonly Failure['code'][] = ['engine-missing', 'language-unreachable', 'licence-refused'];

/** The mix and, where somebody is seen speaking, the mouths, side by side. A mouth that cannot be moved stays as it is. */
function* mixAndMove(target: Target, mix: Omit<StageRequest, 'jobId' | 'language'>): Generator<Task, void, unknown> {
  const { context, input, made, warnings } = target;
  if (made['speaking-faces'] === undefined) return yield* add(target, mix);
  const { jobId, language } = input;
  const engine = yield* chooseIfThere(target, 'mouth-renderer');
  if ('kind' in engine) {
    warnings.push(withoutLipSync(engine.failure));
    return yield* add(target, mix);
  }
  const inputs = pick(made, [
    ...['source', 'media', 'frames', 'face-manifest', 'speaking-faces'],
    ...['fit', 'speech-manifest'],
  ]);
  const params = input.enlarger && drawsMouths(engine.id) ? { enlarger: input.enlarger } : {};
  const start = (request: Omit<StageRequest, 'jobId' | 'language'>) =>
    context.df.callSubOrchestrator(orchestratorNames.runStage, { jobId, language, ...request });
  const [mixed, moved] = z
    .tuple([StageOutcome, StageOutcome])
    .parse(yield context.df.Task.all([start(mix), start({ stage: 'lip-sync', params, inputs, engine })]));
  Object.assign(made, outputsOf(mixed));
  if (moved.kind === 'done') Object.assign(made, moved.outputs);
  else if (moved.failure.code === 'cancelled') throw new StageStopped(moved.failure);
  else warnings.push(withoutLipSync(moved.failure));
}

function* deliver(target: Target): Generator<Task, void, unknown> {
  const { input, made } = target;
  const { language, sourceLanguage, subtitles, loudness } = input;
  yield* add(target, {
    stage: 'subtitle',
    params: { language, ...subtitles },
    inputs: pick(made, ['transcript', 'translation', 'speech-manifest', 'fit', 'media', 'shots']),
  });
  yield* add(target, {
    stage: 'package',
    params: { language, sourceLanguage, burnIn: subtitles.burnIn, ...(subtitles.bilingual && { bilingual: true }) },
    inputs: pick(
      made,
      ['source', 'media', 'mix', 'srt'],
      [
        'burn-in',
        'ass',
        'sdh-srt',
        'source-srt',
        'voice-samples',
        ...(made['lip-manifest'] ? ['lip-manifest', 'frames'] : []),
      ],
    ),
  });
  const engine = yield* chooseIfThere(target, 'speech-recognizer');
  yield* add(target, {
    stage: 'verify',
    params: { language, loudness },
    inputs: pick(
      made,
      ['mix', 'dub', 'fit', 'translation', 'transcript', 'media', 'video', 'mix-report'],
      made['lip-manifest'] ? ['lip-manifest', 'frames', 'source', 'speech'] : [],
    ),
    ...('kind' in engine ? {} : { engine }),
  });
}

/** An engine the target can do without: a recognizer to listen to the dub, a renderer of mouths. */
function* chooseIfThere(
  target: Target,
  capability: ChooseEngineInput['capability'],
): Generator<Task, EngineChoice | { readonly kind: 'failed'; readonly failure: Failure }, unknown> {
  try {
    return yield* chooseFor(target, { capability });
  } catch (error) {
    if (error instanceof StageStopped) return { kind: 'failed', failure: error.failure };
    throw error;
  }
}
