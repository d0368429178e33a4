import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { StageName } from '../contracts/stage-name.js';
import type { Unit } from '../contracts/unit.js';
import { PipelineError } from '../errors/pipeline-error.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { MemoStore } from '../ports/memo-store.js';
import { runFit } from '../stages/run-fit.js';
import { runSubtitle } from '../stages/run-subtitle.js';

/** Pure TypeScript work of an inline stage: small artifacts in, small artifacts out. */
export type RunInline = (unit: Unit, artifacts: ArtifactStore) => Promise<Readonly<Record<string, ArtifactRef>>>;

const inlineStages: Readonly<Partial<Record<StageName, RunInline>>> = { fit: runFit, subtitle: runSubtitle };

export interface InlineDeps {
  readonly artifacts: ArtifactStore;
  readonly memos: MemoStore;
  readonly now: () => Date;
}

/** Runs one inline unit and writes its memo. */
export async function runInlineUnit(unit: Unit, deps: InlineDeps): Promise<void> {
  const run = inlineStages[unit.stage];
  if (run === undefined) throw new PipelineError('internal', `Stage ${unit.stage} has no inline implementation.`);
  const started = deps.now().getTime();
  const outputs = await run(unit, deps.artifacts);
  const computeMs = Math.max(0, deps.now().getTime() - started);
  await deps.memos.put({ schemaVersion: 1, ...unit, outputs, computeMs });
}
