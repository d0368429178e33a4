import type { StageStatus } from '../../pipeline/contracts/job-status.js';
import { formatDuration } from '../text/format-duration.js';
import { renderTable, type TableColumn } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';

const columns: readonly TableColumn[] = [
  { title: 'stage' },
  { title: 'engine' },
  { title: 'took', align: 'end' },
  { title: 'units', align: 'end' },
  { title: 'from memo', align: 'end' },
];

/** A job's stages as a short table, the languages of a stage taken together: by which engines, how long, how many units. */
export function renderStageSummary(stages: readonly StageStatus[]): string[] {
  const names = [...new Set(stages.map(({ stage }) => stage))];
  return renderTable(
    columns,
    names.map((name) =>
      renderRow(
        name,
        stages.filter(({ stage }) => stage === name),
      ),
    ),
  );
}

function renderRow(name: string, parts: readonly StageStatus[]): string[] {
  const engines = [...new Set(parts.flatMap(({ engine }) => engine ?? []))].map(safeText);
  const units = parts.reduce((sum, part) => sum + part.units, 0);
  const hits = parts.reduce((sum, part) => sum + part.hits, 0);
  const failed = parts.filter(({ state }) => state === 'failed').flatMap(({ language }) => language ?? 'all');
  const isCancelled = parts.some(({ state }) => state === 'cancelled');
  const took = units > 0 && hits === units ? '–' : formatDuration(tookMs(parts));
  const ended = isCancelled ? 'cancelled' : took;
  const outcome = failed.length === 0 ? ended : `failed: ${failed.map(safeText).join(', ')}`;
  return [name, engines.join(', '), outcome, String(units), hits === 0 ? '' : String(hits)];
}

/** From the first start to the last end: languages run side by side, so their times do not add up. In ms. */
function tookMs(parts: readonly StageStatus[]): number {
  const starts = parts.map(({ startedAt }) => Date.parse(startedAt));
  const ends = parts.flatMap(({ endedAt }) => (endedAt === undefined ? [] : Date.parse(endedAt)));
  return ends.length === 0 ? 0 : Math.max(0, Math.max(...ends) - Math.min(...starts));
}
