import type { StageStatus } from '../../pipeline/contracts/job-status.js';

/** How long a stage took from its first to its last unit, in ms; engine time where it has not ended. */
export function stageTookMs(stage: StageStatus): number {
  if (stage.endedAt === undefined) return stage.computeMs;
  return Math.max(0, Date.parse(stage.endedAt) - Date.parse(stage.startedAt));
}
