import type { JobStatus, StageStatus } from '../../pipeline/contracts/job-status.js';
import type { Painter } from '../text/create-painter.js';
import { fitWidth } from '../text/fit-width.js';
import { formatDuration } from '../text/format-duration.js';
import { padWidth } from '../text/pad-width.js';
import { safeText } from '../text/safe-text.js';
import { renderBar } from './render-bar.js';
import { renderStage } from './render-stage.js';

/** What a picture of a running job depends on. */
export interface RenderJobParams {
  readonly status: JobStatus;
  /** Milliseconds since the job was submitted. */
  readonly elapsedMs: number;
  /** Room in the terminal, in cells and lines. */
  readonly columns: number;
  readonly rows: number;
  readonly painter: Painter;
}

const barWidth = 24;

/** A running job as lines for a terminal: what it is, its stages, how far the whole is and the time left. */
export function renderJob(params: RenderJobParams): string[] {
  const { status, rows } = params;
  const title = `${status.name}  ${status.sourceLanguage} → ${status.targets.map((one) => one.language).join(', ')}`;
  const room = Math.max(1, rows - 5);
  return [
    params.painter('strong', fitWidth(safeText(title), params.columns)),
    ...stageLines(params, room),
    '',
    params.painter('dim', fitWidth(renderTotal(params), params.columns)),
  ];
}

/** All stages if there is room; else the shared ones and one line a language; else as many of those as fit. */
function stageLines({ status, columns, painter }: RenderJobParams, room: number): string[] {
  const render = (stage: StageStatus): string => renderStage({ stage, columns, painter, barWidth });
  if (status.stages.length <= room) return status.stages.map(render);
  const shared = status.stages.filter(({ language }) => language === undefined);
  const current = status.targets.flatMap(({ language }) => currentStage(status.stages, language) ?? []);
  const chosen = [...shared, ...current];
  if (chosen.length <= room) return chosen.map(render);
  const byNeed = [...chosen].sort((a, b) => urgency(b) - urgency(a)).slice(0, room - 1);
  const hidden = chosen.length - byNeed.length;
  const lines = chosen.filter((stage) => byNeed.includes(stage)).map(render);
  return [...lines, painter('dim', `  … and ${hidden} more`)];
}

/** The stage a language is in: the first that runs or failed, else its last. */
function currentStage(stages: readonly StageStatus[], language: string): StageStatus | undefined {
  const own = stages.filter((stage) => stage.language === language);
  return own.find(({ state }) => state !== 'done') ?? own.at(-1);
}

const urgency = ({ state }: StageStatus): number => ({ failed: 2, running: 1, cancelled: 0, done: 0 })[state];

function renderTotal({ status, elapsedMs }: RenderJobParams): string {
  const percent = padWidth(`${Math.floor(status.progress * 100)} %`, 5, 'start');
  return `  ${renderBar(status.progress, barWidth)}  ${percent}   ${formatDuration(elapsedMs)} so far${timeLeft(status)}`;
}

function timeLeft({ state, secondsLeft }: JobStatus): string {
  if (state === 'queued') return ', waiting for its turn';
  if (secondsLeft === undefined) return '';
  return secondsLeft < 1
    ? ', nearly done'
    : `, about ${formatDuration(Math.max(1, Math.round(secondsLeft)) * 1000)} left`;
}
