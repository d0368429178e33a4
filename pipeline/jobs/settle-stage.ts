import type { Memo } from '../contracts/memo.js';
import type { StageOutcome } from '../contracts/stage-outcome.js';
import type { StagePlan } from '../contracts/stage-plan.js';
import { PipelineError } from '../errors/pipeline-error.js';
import { collectFaces } from '../faces/collect-faces.js';
import { collectLips } from '../lip-sync/collect-lips.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { MemoStore } from '../ports/memo-store.js';
import { collectSamples } from './collect-samples.js';
import { collectSpeech } from './collect-speech.js';
import { mapLimited } from './map-limited.js';
import { writeArtifact } from './write-artifact.js';

/** Storage calls under way at once while memos are read. */
const parallelReads = 16;

export interface SettleStageDeps {
  readonly artifacts: ArtifactStore;
  readonly memos: MemoStore;
}

export interface SettledStage {
  readonly outcome: StageOutcome;
  /** Time inside engines and ffmpeg for the units that ran for this plan, in ms. */
  readonly computeMs: number;
}

/** Gathers what the units of a plan made. Fails with `unavailable` when a memo is not there yet: try again. */
export async function settleStage(plan: StagePlan, deps: SettleStageDeps): Promise<SettledStage> {
  const memos = await mapLimited(plan.units, parallelReads, async (unit) => {
    const memo = await deps.memos.find(unit.stage, unit.unitKey);
    if (memo === undefined) throw new PipelineError('unavailable', `Unit ${unit.unitKey} has no memo yet.`);
    return memo;
  });
  const misses = new Set(plan.misses);
  const computeMs = [...new Map(memos.map((memo) => [memo.unitKey, memo])).values()]
    .filter((memo) => misses.has(memo.unitKey))
    .reduce((sum, memo) => sum + memo.computeMs, 0);
  return { outcome: { kind: 'done', outputs: await gather(plan, memos, deps.artifacts) }, computeMs };
}

async function gather(plan: StagePlan, memos: readonly Memo[], artifacts: ArtifactStore) {
  if (plan.request.stage === 'sample-voices') return collectSamples(memos, artifacts);
  if (plan.request.stage === 'synthesize') return collectSpeech(plan, memos, artifacts);
  if (plan.request.stage === 'track-faces')
    return { 'face-manifest': await writeArtifact(artifacts, collectFaces(memos)) };
  if (plan.request.stage === 'lip-sync') return collectLips(memos, artifacts);
  return memos[0]?.outputs ?? {};
}
