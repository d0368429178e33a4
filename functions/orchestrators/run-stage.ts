import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { z } from 'zod';
import { StageOutcome } from '../../pipeline/contracts/stage-outcome.js';
import { StageRequest } from '../../pipeline/contracts/stage-request.js';
import { StageResolution } from '../../pipeline/contracts/stage-resolution.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { NotedPause } from '../../pipeline/jobs/note-pause.js';
import { activityNames, budgetRaisedEvent, orchestratorNames } from '../names.js';
import { callActivity } from './calls.js';
import { failureOf } from './failure-of.js';
import type { RunTaskInput } from './run-task.js';

/** What `resolve-stage` and `settle-plan` return: a result, or a permanent failure as data. */
const Resolved = z.union([StageResolution, StageOutcome]);
type Affordable = Exclude<z.infer<typeof Resolved>, { kind: 'over-budget' }>;

/** Times a stage asks again after its job's budget was changed; each time adds to the history. */
const maxPauses = 100;

/** Runs one stage of a job to its end: memo hits at once, tasks through the container. Whatever stops it is data. */
export function* runStage(
  context: OrchestrationContext,
  request: StageRequest,
): Generator<Task, StageOutcome, unknown> {
  const outcome = yield* tryStage(context, request);
  if (outcome.kind === 'failed') {
    const { jobId, stage, language } = request;
    yield* callActivity(context, {
      name: activityNames.failStage,
      input: { jobId, stage, language, failure: outcome.failure },
      output: z.unknown(),
    });
  }
  return outcome;
}

/** The same as a sub-orchestration, for stages that run beside others. */
export const runStageOrchestrator: OrchestrationHandler = function* (context) {
  return yield* runStage(context, StageRequest.parse(context.df.getInput()));
};

function* tryStage(context: OrchestrationContext, request: StageRequest): Generator<Task, StageOutcome, unknown> {
  try {
    const resolved = yield* resolve(context, request);
    return resolved.kind === 'pending' ? yield* runTasks(context, request, resolved) : outcomeOf(resolved);
  } catch (error) {
    // An activity that failed for good ends the stage as its own failure would: the status must not say "running".
    return { kind: 'failed', failure: failureOf(error) };
  }
}

/** Resolves the stage; one the job's budget forbids waits until the budget is raised or the job cancelled. */
function* resolve(context: OrchestrationContext, request: StageRequest): Generator<Task, Affordable, unknown> {
  const { jobId, stage, language } = request;
  for (let pauses = 0; pauses < maxPauses; pauses += 1) {
    const resolved = yield* callActivity(context, {
      name: activityNames.resolveStage,
      input: request,
      output: Resolved,
    });
    if (resolved.kind !== 'over-budget') return resolved;
    const { isWaiting } = yield* callActivity(context, {
      name: activityNames.notePause,
      input: { jobId, stage, language, instanceId: context.df.instanceId },
      output: NotedPause,
    });
    if (isWaiting) yield context.df.waitForExternalEvent(budgetRaisedEvent);
  }
  throw new PipelineError('attempts-exhausted', `Stage ${stage} of ${jobId} was over the budget ${maxPauses} times.`);
}

function* runTasks(
  context: OrchestrationContext,
  { jobId }: StageRequest,
  { planId, tasks }: Extract<StageResolution, { kind: 'pending' }>,
): Generator<Task, StageOutcome, unknown> {
  const runs = tasks.map((task) => {
    const input: RunTaskInput = { jobId, planId, ...task };
    return context.df.callSubOrchestrator(orchestratorNames.runTask, input);
  });
  const outcomes = z.array(StageOutcome).parse(yield context.df.Task.all(runs));
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  if (failed !== undefined) return failed;
  return yield* callActivity(context, {
    name: activityNames.settlePlan,
    input: { jobId, planId },
    output: StageOutcome,
  });
}

function outcomeOf(resolved: Exclude<Affordable, { kind: 'pending' }>): StageOutcome {
  return resolved.kind === 'settled' ? resolved.outcome : resolved;
}
