import { fitWidth } from '../text/fit-width.js';
import { formatBytes } from '../text/format-bytes.js';
import { formatDuration } from '../text/format-duration.js';
import { padWidth } from '../text/pad-width.js';
import { safeText } from '../text/safe-text.js';
import type { ProgressPhase } from './progress-reporter.js';
import { renderBar } from './render-bar.js';

const barWidth = 24;
const verbs = { reading: 'reading', uploading: 'uploading', downloading: 'fetching' } as const;

/** What the line of a transfer depends on. */
export interface RenderTransferParams {
  readonly phase: Exclude<ProgressPhase, { kind: 'job' }>;
  /** Milliseconds since this transfer began. */
  readonly elapsedMs: number;
  readonly columns: number;
}

/** One line about what happens around the job: starting, reading, uploading, fetching, with time left where known. */
export function renderTransfer({ phase, elapsedMs, columns }: RenderTransferParams): string {
  if (phase.kind === 'starting-cloud') return fitWidth('starting the cloud on this machine…', columns);
  if (phase.kind === 'waiting-for-server') return fitWidth('the server does not answer; trying again…', columns);
  const name = safeText(phase.name);
  if (phase.kind === 'stored') return fitWidth(`${name} is stored already, nothing to upload`, columns);
  const share = phase.totalBytes === 0 ? 1 : phase.doneBytes / phase.totalBytes;
  const left = share > 0.02 && share < 1 && elapsedMs > 1000 ? (elapsedMs * (1 - share)) / share : undefined;
  const percent = padWidth(`${Math.floor(share * 100)} %`, 5, 'start');
  const sizes = `${formatBytes(phase.doneBytes)} of ${formatBytes(phase.totalBytes)}`;
  const time = left === undefined ? '' : `, ${formatDuration(Math.max(1000, left))} left`;
  return fitWidth(
    `${verbs[phase.kind]} ${renderBar(share, barWidth)}  ${percent}   ${sizes}${time}   ${name}`,
    columns,
  );
}
