import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { formatDuration } from '../text/format-duration.js';
import { safeText } from '../text/safe-text.js';
import { renderStageTable } from './render-stage-table.js';

/** A job's status for people: what it is, how far, how each language fares, its stages. */
export function describeStatus(status: JobStatus): string {
  const left = status.secondsLeft === undefined ? '' : `, about ${formatDuration(status.secondsLeft * 1000)} left`;
  const isOver = status.endedAt !== undefined;
  const progress = isOver ? '' : `, ${Math.floor(status.progress * 100)} %${left}`;
  const languages = status.targets.map(({ language, state, failure }) => {
    const reason = failure === undefined ? '' : `: ${safeText(failure.message)} ${safeText(failure.next)}`;
    return `  ${safeText(language)}  ${state}${reason}`;
  });
  const failure =
    status.failure === undefined ? [] : [`${safeText(status.failure.message)} ${safeText(status.failure.next)}`];
  const stages = status.stages.length === 0 ? [] : ['', ...renderStageTable(status.stages)];
  const lines = [
    `${status.id}  ${safeText(status.name)}  ${status.state}${progress}`,
    ...failure,
    ...languages,
    ...stages,
  ];
  return `${lines.join('\n')}\n`;
}
