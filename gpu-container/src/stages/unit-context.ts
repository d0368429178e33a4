import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';
import type { ArtifactFiles } from '../artifacts/artifact-files.js';
import type { SourceFiles } from '../artifacts/source-files.js';
import type { EngineRegistry } from '../engines/engine-registry.js';

/** Everything a stage's run may use. */
export interface UnitContext {
  readonly unit: Unit;
  /** Private scratch directory, removed when the unit ends. */
  readonly directory: string;
  readonly artifacts: ArtifactFiles;
  readonly sources: SourceFiles;
  readonly engines: EngineRegistry;
  readonly workerVersion: string;
  /** Aborted on cancellation, deadline and shutdown. */
  readonly signal: AbortSignal;
  /** 0…1 of this unit. */
  readonly onProgress: (fraction: number) => void;
}

/** Runs one unit and returns its stored outputs by name. Same unit, same bytes. */
export type RunUnit = (context: UnitContext) => Promise<Readonly<Record<string, ArtifactRef>>>;
