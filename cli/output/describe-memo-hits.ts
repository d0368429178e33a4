import type { StageStatus } from '../../pipeline/contracts/job-status.js';

/** One sentence on how much of a job was there already. */
export function describeMemoHits(stages: readonly StageStatus[]): string {
  const units = stages.reduce((sum, stage) => sum + stage.units, 0);
  const hits = stages.reduce((sum, stage) => sum + stage.hits, 0);
  if (units > 0 && hits === units) return `Everything was already made: ${hits} of ${units} units from memo.`;
  if (hits === 0) return `${units} units made, none of them from memo.`;
  return `${units} units, ${hits} of them already made (from memo).`;
}
