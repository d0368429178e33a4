import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { z } from 'zod';
import { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import { Failure } from '../../pipeline/contracts/failure.js';
import { JobBrief } from '../../pipeline/contracts/job-brief.js';
import { choose } from './choose.js';
import { failureOf } from './failure-of.js';
import { needStage, tryStages } from './need-stage.js';
import { pick } from './pick.js';

export const WatchInput = z.strictObject({
  jobId: z.string(),
  lipSync: JobBrief.shape.lipSync,
  /** What is known: source, media, survey. */
  made: z.record(z.string(), ArtifactRef),
});
export type WatchInput = z.infer<typeof WatchInput>;

/** What was seen; `unseen` says why faces were not looked for although they were wanted. */
export const Watched = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), outputs: z.record(z.string(), ArtifactRef), unseen: Failure.optional() }),
  z.strictObject({ kind: z.literal('failed'), failure: Failure }),
]);
export type Watched = z.infer<typeof Watched>;

/** Looks at the picture while others listen: shots, then faces. Faces that cannot be found never fail a job. */
export const watchOrchestrator: OrchestrationHandler = function* (context) {
  const input = WatchInput.parse(context.df.getInput());
  try {
    return yield* watch(context, input);
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) } satisfies Watched;
  }
};

function* watch(context: OrchestrationContext, input: WatchInput): Generator<Task, Watched, unknown> {
  const { jobId, lipSync, made } = input;
  const media = pick(made, ['source', 'media']);
  const shots = yield* needStage(context, { jobId, stage: 'detect-shots', params: {}, inputs: media });
  if (lipSync === 'off') return { kind: 'done', outputs: shots };
  const seen = yield* tryStages(followFaces(context, { jobId, survey: pick(made, ['survey']), media, shots }));
  return { kind: 'done', outputs: { ...shots, ...seen.made }, ...(seen.failure && { unseen: seen.failure }) };
}

interface Followed {
  readonly jobId: string;
  readonly survey: WatchInput['made'];
  readonly media: WatchInput['made'];
  readonly shots: WatchInput['made'];
}

function* followFaces(
  context: OrchestrationContext,
  { jobId, survey, media, shots }: Followed,
): Generator<Task, WatchInput['made'], unknown> {
  const engine = yield* choose(context, { jobId, capability: 'face-tracker', survey: survey['survey'] });
  const frames = yield* needStage(context, { jobId, stage: 'index-frames', params: {}, inputs: media });
  const inputs = { ...media, ...frames, ...shots };
  const faces = yield* needStage(context, { jobId, stage: 'track-faces', params: {}, inputs, engine });
  return { ...frames, ...faces };
}
