import type { StageStatus } from '../../pipeline/contracts/job-status.js';
import { formatDuration } from '../text/format-duration.js';
import { stageTookMs } from './stage-took-ms.js';

/** One plain line about a stage: `es translate: done in 2.0 s (apertium)`. */
export function describeStage(stage: StageStatus): string {
  const what = stage.language === undefined ? stage.stage : `${stage.language} ${stage.stage}`;
  return `${what}: ${describeState(stage)}`;
}

function describeState(stage: StageStatus): string {
  if (stage.state === 'running' || stage.state === 'cancelled') return stage.state;
  if (stage.state === 'failed') {
    return stage.failure === undefined ? 'failed' : `failed (${stage.failure.code}): ${stage.failure.message}`;
  }
  if (stage.units > 0 && stage.hits === stage.units) return 'already made';
  const engine = stage.engine === undefined ? '' : ` (${stage.engine})`;
  return `done in ${formatDuration(stageTookMs(stage))}${engine}`;
}
