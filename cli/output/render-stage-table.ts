import type { StageStatus } from '../../pipeline/contracts/job-status.js';
import { stageTookMs } from '../progress/stage-took-ms.js';
import { formatDuration } from '../text/format-duration.js';
import { renderTable, type TableColumn } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';

const columns: readonly TableColumn[] = [
  { title: 'stage' },
  { title: 'language' },
  { title: 'engine' },
  { title: 'took', align: 'end' },
  { title: 'units', align: 'end' },
  { title: 'from memo', align: 'end' },
];

/** The stages of a job as a table: by which engine, how long, how many units and how many of them were there already. */
export function renderStageTable(stages: readonly StageStatus[]): string[] {
  return renderTable(columns, stages.map(renderRow));
}

function renderRow(stage: StageStatus): string[] {
  return [
    stage.stage,
    safeText(stage.language ?? ''),
    safeText(stage.engine ?? ''),
    describeTook(stage),
    String(stage.units),
    stage.hits === 0 ? '' : String(stage.hits),
  ];
}

function describeTook(stage: StageStatus): string {
  if (stage.state === 'failed' || stage.state === 'cancelled') return stage.state;
  if (stage.state === 'running') return `${Math.floor(stage.progress * 100)} %`;
  const isHit = stage.units > 0 && stage.hits === stage.units;
  return isHit ? '–' : formatDuration(stageTookMs(stage));
}
