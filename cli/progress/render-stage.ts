import type { StageStatus } from '../../pipeline/contracts/job-status.js';
import type { Paint, Painter } from '../text/create-painter.js';
import { fitWidth } from '../text/fit-width.js';
import { formatDuration } from '../text/format-duration.js';
import { padWidth } from '../text/pad-width.js';
import { safeText } from '../text/safe-text.js';
import { renderBar } from './render-bar.js';
import { stageTookMs } from './stage-took-ms.js';

/** What the line of a stage depends on; widths in cells. */
export interface RenderStageParams {
  readonly stage: StageStatus;
  readonly columns: number;
  readonly barWidth: number;
  readonly painter: Painter;
}

const marks = { running: '●', done: '✓', failed: '✗', cancelled: '–' } as const;
const paints: Readonly<Record<StageStatus['state'], Paint>> = {
  ...{ running: 'busy', done: 'good', failed: 'bad', cancelled: 'dim' },
};
const nameWidth = 13;
const languageWidth = 7;

/** One stage as one line: mark, name, language, and what there is to say in its state. */
export function renderStage({ stage, columns, barWidth, painter }: RenderStageParams): string {
  const mark = painter(paints[stage.state], marks[stage.state]);
  const name = padWidth(stage.stage, nameWidth) + padWidth(safeText(stage.language ?? ''), languageWidth);
  const rest = fitWidth(`${name} ${stateText(stage, barWidth)}`.trimEnd(), columns - 2);
  return `${mark} ${stage.state === 'failed' ? painter('bad', rest) : rest}`;
}

function stateText(stage: StageStatus, barWidth: number): string {
  const engine = stage.engine === undefined ? '' : `   ${safeText(stage.engine)}`;
  if (stage.state === 'failed') return stage.failure === undefined ? 'failed' : safeText(stage.failure.message);
  if (stage.state === 'cancelled') return 'cancelled';
  if (stage.state === 'running') {
    const percent = padWidth(`${Math.floor(stage.progress * 100)} %`, 5, 'start');
    return `${renderBar(stage.progress, barWidth)}  ${percent}${engine}`;
  }
  if (stage.units > 0 && stage.hits === stage.units) return 'already made';
  const some = stage.hits > 0 ? `, ${stage.hits} of ${stage.units} units already made` : '';
  return `${padWidth(formatDuration(stageTookMs(stage)), 8, 'start')}${engine}${some}`;
}
