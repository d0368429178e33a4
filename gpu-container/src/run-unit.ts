import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Unit } from '../../pipeline/contracts/unit.js';
import type { MemoStore } from '../../pipeline/ports/memo-store.js';
import type { Logger } from '../../platform/logging/logger.js';
import { createArtifactFiles } from './artifacts/artifact-files.js';
import type { RunUnit, UnitContext } from './stages/unit-context.js';

export interface RunUnitDeps extends Omit<UnitContext, 'unit' | 'directory' | 'artifacts' | 'onProgress'> {
  readonly memos: MemoStore;
  readonly files: Parameters<typeof createArtifactFiles>[0];
  readonly workDirectory: string;
  readonly loadStage: (stage: Unit['stage']) => Promise<RunUnit>;
  readonly log: Logger;
}

/**
 * Runs one unit through the memo: a hit returns at once; a miss does the work, stores the artifacts, then writes the memo.
 * A kill at any point loses at most this unit.
 */
export async function runUnit(unit: Unit, onProgress: (fraction: number) => void, deps: RunUnitDeps): Promise<void> {
  const fields = { stage: unit.stage, unitKey: unit.unitKey };
  if ((await deps.memos.find(unit.stage, unit.unitKey)) !== undefined) {
    deps.log.info('unit.hit', fields);
    onProgress(1);
    return;
  }
  deps.log.info('unit.started', fields);
  const artifacts = createArtifactFiles(deps.files);
  await mkdir(deps.workDirectory, { recursive: true });
  const directory = await mkdtemp(join(deps.workDirectory, `${unit.stage}-`));
  try {
    const run = await deps.loadStage(unit.stage);
    const started = performance.now();
    const outputs = await run({ ...deps, unit, directory, artifacts, onProgress });
    const computeMs = Math.round(performance.now() - started - artifacts.transferMs);
    await deps.memos.put({ schemaVersion: 1, ...unit, outputs, computeMs: Math.max(0, computeMs) });
    deps.log.info('unit.done', { ...fields, computeMs, transferMs: Math.round(artifacts.transferMs) });
    onProgress(1);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
