import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import type { MemoStore } from '../../../pipeline/ports/memo-store.js';
import type { Logger } from '../../../platform/logging/logger.js';
import { type ArtifactFiles, createArtifactFiles } from '../artifacts/artifact-files.js';
import type { RunUnit, UnitContext } from '../stages/unit-context.js';
import type { UnitReport } from '../trace/trace-execution.js';

export interface RunUnitDeps extends Omit<UnitContext, 'unit' | 'directory' | 'artifacts' | 'onProgress'> {
  readonly memos: MemoStore;
  readonly files: Parameters<typeof createArtifactFiles>[0];
  readonly workDirectory: string;
  readonly loadStage: (stage: Unit['stage']) => Promise<RunUnit>;
  readonly log: Logger;
  /** Looks on at transfers. */
  readonly watch?: (artifacts: ArtifactFiles) => ArtifactFiles;
}

/**
 * Runs one unit through the memo: a hit returns at once; a miss does the work, stores the artifacts, then writes the memo.
 * A kill at any point loses at most this unit.
 */
export async function runUnit(
  unit: Unit,
  onProgress: (fraction: number) => void,
  deps: RunUnitDeps,
): Promise<UnitReport> {
  const fields = { stage: unit.stage, unitKey: unit.unitKey };
  if ((await deps.memos.find(unit.stage, unit.unitKey)) !== undefined) {
    deps.log.info('unit.hit', fields);
    onProgress(1);
    return { memo: 'hit' };
  }
  if (unit.engine !== undefined) await deps.engines.confirm(unit.engine);
  deps.log.info('unit.started', fields);
  const files = createArtifactFiles(deps.files);
  const artifacts = deps.watch?.(files) ?? files;
  await mkdir(deps.workDirectory, { recursive: true });
  const directory = await mkdtemp(join(deps.workDirectory, `${unit.stage}-`));
  try {
    const run = await deps.loadStage(unit.stage);
    const started = performance.now();
    const outputs = await run({ ...deps, unit, directory, artifacts, onProgress });
    const transferMs = Math.round(artifacts.transferMs);
    const computeMs = Math.max(0, Math.round(performance.now() - started - artifacts.transferMs));
    await deps.memos.put({ schemaVersion: 1, ...unit, outputs, computeMs });
    deps.log.info('unit.done', { ...fields, computeMs, transferMs });
    onProgress(1);
    return { memo: 'miss', computeMs, transferMs, device: unit.engine?.device };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
