import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { z } from 'zod';
import { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import type { Failure } from '../../pipeline/contracts/failure.js';
import { BriefFile, JobBrief } from '../../pipeline/contracts/job-brief.js';
import { activityNames } from '../names.js';
import { callActivity } from './calls.js';
import { choose } from './choose.js';
import { failureOf } from './failure-of.js';
import { ingestFile } from './ingest-file.js';
import { type Artifacts, needStage } from './need-stage.js';
import { pick } from './pick.js';

export const LocalizeTargetInput = z.strictObject({
  jobId: z.string(),
  language: z.string(),
  sourceLanguage: z.string(),
  loudness: JobBrief.shape.loudness,
  subtitles: JobBrief.shape.subtitles,
  translation: BriefFile.optional(),
  glossary: ArtifactRef.optional(),
  shared: z.record(z.string(), ArtifactRef),
});
export type LocalizeTargetInput = z.infer<typeof LocalizeTargetInput>;

/** One target language of a job. Its failure is its own: it is settled as data and the other languages go on. */
export const localizeTargetOrchestrator: OrchestrationHandler = function* (context) {
  const input = LocalizeTargetInput.parse(context.df.getInput());
  const { jobId, language } = input;
  let made: Artifacts = input.shared;
  let failure: Failure | undefined;
  try {
    made = yield* translate(context, input, made);
    made = yield* speak(context, input, made);
    made = yield* deliver(context, input, made);
  } catch (error) {
    failure = failureOf(error);
  }
  yield* callActivity(context, {
    name: activityNames.settleTarget,
    input: failure === undefined ? { jobId, language, made } : { jobId, language, made, failure },
    output: z.unknown(),
  });
};

function* translate(
  context: OrchestrationContext,
  input: LocalizeTargetInput,
  made: Artifacts,
): Generator<Task, Artifacts, unknown> {
  const { jobId, language, sourceLanguage, glossary } = input;
  const brought = input.translation && (yield* ingestFile(context, jobId, input.translation));
  const survey = pick(made, ['survey'])['survey'];
  const engine =
    brought === undefined
      ? yield* choose(context, { jobId, capability: 'translator', language, from: sourceLanguage, survey })
      : undefined;
  const outputs = yield* needStage(context, {
    jobId,
    language,
    stage: 'translate',
    params: { language, ...(input.translation && { name: input.translation.name }) },
    inputs: { ...pick(made, ['transcript']), ...(brought && { brought }), ...(glossary && { glossary }) },
    ...(engine && { engine }),
  });
  return { ...made, ...outputs };
}

function* speak(
  context: OrchestrationContext,
  input: LocalizeTargetInput,
  before: Artifacts,
): Generator<Task, Artifacts, unknown> {
  const { jobId, language, loudness } = input;
  const survey = pick(before, ['survey'])['survey'];
  const engine = yield* choose(context, { jobId, capability: 'speech-synthesizer', language, survey });
  const about = { jobId, language, params: {} };
  let made = before;
  const add = function* (request: Parameters<typeof needStage>[1]) {
    made = { ...made, ...(yield* needStage(context, request)) };
  };
  yield* add({
    ...about,
    stage: 'synthesize',
    inputs: pick(made, ['translation', 'transcript', 'survey']),
    engine,
  });
  yield* add({ ...about, stage: 'fit', inputs: pick(made, ['transcript', 'speech-manifest', 'media', 'shots']) });
  yield* add({
    ...about,
    stage: 'mix',
    params: { loudness },
    inputs: pick(made, ['original', 'transcript', 'speech-manifest', 'fit', 'media'], ['background', 'dialogue']),
  });
  return made;
}

function* deliver(
  context: OrchestrationContext,
  input: LocalizeTargetInput,
  before: Artifacts,
): Generator<Task, Artifacts, unknown> {
  const { jobId, language, sourceLanguage, subtitles, loudness } = input;
  const about = { jobId, language };
  let made = before;
  const add = function* (request: Parameters<typeof needStage>[1]) {
    made = { ...made, ...(yield* needStage(context, request)) };
  };
  yield* add({
    ...about,
    stage: 'subtitle',
    params: { language, ...subtitles },
    inputs: pick(made, ['transcript', 'translation', 'speech-manifest', 'fit', 'media', 'shots']),
  });
  yield* add({
    ...about,
    stage: 'package',
    params: { language, sourceLanguage, burnIn: subtitles.burnIn },
    inputs: pick(made, ['source', 'media', 'mix', 'srt'], ['burn-in']),
  });
  const engine = yield* listener(context, input, made);
  yield* add({
    ...about,
    stage: 'verify',
    params: { language, loudness },
    inputs: pick(made, ['mix', 'dub', 'fit', 'translation', 'transcript', 'media', 'video', 'mix-report']),
    ...(engine && { engine }),
  });
  return made;
}

/** A recognizer that can listen to the dub; dubs in languages none of them hears are verified without one. */
function* listener(context: OrchestrationContext, { jobId, language }: LocalizeTargetInput, made: Artifacts) {
  try {
    const survey = pick(made, ['survey'])['survey'];
    return yield* choose(context, { jobId, capability: 'speech-recognizer', language, survey });
  } catch {
    return undefined;
  }
}
