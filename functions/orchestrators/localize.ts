import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { z } from 'zod';
import { Failure } from '../../pipeline/contracts/failure.js';
import { JobBrief } from '../../pipeline/contracts/job-brief.js';
import { StageOutcome } from '../../pipeline/contracts/stage-outcome.js';
import { hearsWorseInNoise } from '../../pipeline/quality/hears-worse-in-noise.js';
import { activityNames, orchestratorNames } from '../names.js';
import { callActivity } from './calls.js';
import { choose } from './choose.js';
import { chooseSecondEngine, type SecondEngine } from './choose-second-engine.js';
import { failureOf } from './failure-of.js';
import { ingestFile } from './ingest-file.js';
import type { LocalizeTargetInput } from './localize-target.js';
import { type Artifacts, needStage, outputsOf, tryStages } from './need-stage.js';
import { pick } from './pick.js';
import { StageStopped } from './stage-stopped.js';
import { Watched, type WatchInput } from './watch.js';

export const LocalizeInput = z.strictObject({ jobId: z.string() });

/** What all targets share: artifacts by name, and why faces cannot be made to speak although that was wanted. */
interface Shared {
  readonly made: Artifacts;
  readonly unseen?: Failure | undefined;
  /** What sharpens drawn mouths, where the request asks for it. */
  readonly enlarger?: SecondEngine | undefined;
}

/** What `load-brief` returns. */
const Loaded = z.union([JobBrief, z.strictObject({ kind: z.literal('failed'), failure: Failure })]);

/** One job: what all targets share, then every target in parallel, then the account of it. Always ends with a result. */
export const localizeOrchestrator: OrchestrationHandler = function* (context) {
  const { jobId } = LocalizeInput.parse(context.df.getInput());
  let failure: Failure | undefined;
  try {
    const brief = yield* callActivity(context, { name: activityNames.loadBrief, input: { jobId }, output: Loaded });
    if ('kind' in brief) throw new StageStopped(brief.failure);
    const shared = yield* listen(context, brief);
    yield context.df.Task.all(brief.targets.map((language) => startTarget(context, brief, shared, language)));
  } catch (error) {
    failure = failureOf(error);
  }
  return yield* callActivity(context, {
    name: activityNames.finishJob,
    input: failure === undefined ? { jobId } : { jobId, failure },
    output: z.unknown(),
  });
};

/** The stages all target languages share, from the file to who says what when. */
function* listen(context: OrchestrationContext, brief: JobBrief): Generator<Task, Shared, unknown> {
  const { jobId, workerVersion } = brief;
  const { survey } = pick(
    yield* needStage(context, { jobId, stage: 'survey', params: { workerVersion }, inputs: {} }),
    ['survey'],
  );
  const source = yield* ingestFile(context, jobId, brief.source);
  const known = { ...(survey && { survey }), ...(source && { source }) };
  const probed = { ...known, ...(yield* needStage(context, request(brief, 'probe', pick(known, ['source'])))) };
  const { activeSpeaker, enlarger } = yield* chooseForMouths(context, brief, known);
  const separated = { ...probed, ...(yield* separate(context, brief, probed)) };
  const { made: heard, unseen } = yield* hearAndWatch(context, brief, separated);
  const told = yield* diarize(context, brief, heard);
  const made = { ...heard, ...told };
  if (made['face-manifest'] === undefined) return { made, unseen };
  const matched = yield* tryStages(
    needStage(context, {
      ...request(brief, 'match-faces', pick(made, ['face-manifest', 'frames', 'speech', 'transcript'])),
      ...(activeSpeaker && {
        params: { activeSpeaker },
        inputs: pick(made, ['face-manifest', 'frames', 'speech', 'transcript', 'source', 'media']),
      }),
    }),
  );
  return { made: { ...made, ...matched.made }, unseen: matched.failure, enlarger };
}

/** Engines for faces that nobody gets who did not ask for them; one that is not there fails before the long work. */
function* chooseForMouths(
  context: OrchestrationContext,
  brief: JobBrief,
  made: Artifacts,
): Generator<Task, { readonly activeSpeaker?: SecondEngine; readonly enlarger?: SecondEngine }, unknown> {
  const { asked = [], lipSync } = brief;
  const wants = (capability: 'active-speaker' | 'picture-enlarger') => lipSync === 'auto' && asked.includes(capability);
  const choice = (capability: 'active-speaker' | 'picture-enlarger') =>
    chooseSecondEngine(context, { brief, made, capability });
  const activeSpeaker = wants('active-speaker') ? yield* choice('active-speaker') : undefined;
  const enlarger = wants('picture-enlarger') ? yield* choice('picture-enlarger') : undefined;
  return { ...(activeSpeaker && { activeSpeaker }), ...(enlarger && { enlarger }) };
}

function* separate(
  context: OrchestrationContext,
  brief: JobBrief,
  made: Artifacts,
): Generator<Task, Artifacts, unknown> {
  const { survey } = pick(made, ['survey']);
  const engine = yield* choose(context, { jobId: brief.jobId, capability: 'source-separator', survey });
  return yield* needStage(context, { ...request(brief, 'separate', pick(made, ['source', 'media'])), engine });
}

function* diarize(
  context: OrchestrationContext,
  brief: JobBrief,
  made: Artifacts,
): Generator<Task, Artifacts, unknown> {
  const { jobId, speakers } = brief;
  const { survey } = pick(made, ['survey']);
  const engine = yield* choose(context, { jobId, capability: 'diarizer', survey });
  return yield* needStage(context, {
    ...request(brief, 'diarize', pick(made, ['speech', 'transcript'])),
    params: speakers === undefined ? {} : { speakers },
    engine,
  });
}

/** Recognition (or alignment of a brought transcript), and a look at the picture, side by side. */
function* hearAndWatch(
  context: OrchestrationContext,
  brief: JobBrief,
  made: Artifacts,
): Generator<Task, Shared, unknown> {
  const { jobId, sourceLanguage, lipSync } = brief;
  const brought = brief.transcript && (yield* ingestFile(context, jobId, brief.transcript));
  const engine = yield* choose(context, {
    jobId,
    capability: brought === undefined ? 'speech-recognizer' : 'speech-aligner',
    language: sourceLanguage,
    survey: pick(made, ['survey'])['survey'],
  });
  const denoiser =
    brought === undefined && (brief.asked?.includes('denoiser') || hearsWorseInNoise(engine.id))
      ? yield* chooseSecondEngine(context, { brief, made, capability: 'denoiser' })
      : undefined;
  const hearing = {
    ...request(brief, 'transcribe', { ...pick(made, ['speech']), ...(brought && { brought }) }),
    engine,
    params: {
      language: sourceLanguage,
      ...(brief.transcript && { name: brief.transcript.name }),
      ...(denoiser && { denoiser }),
    },
  };
  const watching: WatchInput = { jobId, lipSync, made: pick(made, ['source', 'media', 'survey']) };
  const [heard, watched] = z
    .tuple([StageOutcome, Watched])
    .parse(
      yield context.df.Task.all([
        context.df.callSubOrchestrator(orchestratorNames.runStage, hearing),
        context.df.callSubOrchestrator(orchestratorNames.watch, watching),
      ]),
    );
  const unseen = watched.kind === 'done' ? watched.unseen : undefined;
  return { made: { ...made, ...outputsOf(heard), ...outputsOf(watched) }, unseen };
}

function request(
  brief: JobBrief,
  stage: 'probe' | 'separate' | 'transcribe' | 'diarize' | 'match-faces',
  inputs: Artifacts,
) {
  return { jobId: brief.jobId, stage, params: {}, inputs };
}

function startTarget(context: OrchestrationContext, brief: JobBrief, shared: Shared, language: string): Task {
  const { jobId, sourceLanguage, glossary, loudness, subtitles, formality, voices } = brief;
  const translation = brief.translations[language];
  const input: LocalizeTargetInput = {
    jobId,
    language,
    sourceLanguage,
    loudness,
    subtitles,
    shared: shared.made,
    ...(shared.unseen && { unseen: shared.unseen }),
    ...(shared.enlarger && { enlarger: shared.enlarger }),
    ...(formality !== 'default' && { formality }),
    ...(voices && { cloning: { speakers: voices, isEngineAsked: brief.asked?.includes('voice-cloner') ?? false } }),
    ...(translation && { translation }),
    ...(glossary && { glossary }),
  };
  return context.df.callSubOrchestrator(orchestratorNames.localizeTarget, input, `${jobId}-${language}`);
}
