import type { TerminalSink } from '../cli-io.js';
import type { Painter } from '../text/create-painter.js';
import { createLiveBlock } from './create-live-block.js';
import type { ProgressPhase, ProgressReporter } from './progress-reporter.js';
import { renderJob } from './render-job.js';
import { renderTransfer } from './render-transfer.js';

/** Redraws closer than this, in ms, are left out: nobody can read them. */
const redrawIntervalMs = 60;

/** Where live progress goes; `now` in ms. */
export interface CreateLiveProgressParams {
  readonly sink: TerminalSink;
  readonly now: () => number;
  readonly painter: Painter;
}

/** Progress as a block of lines at the end of a terminal, redrawn in place. */
export function createLiveProgress({ sink, now, painter }: CreateLiveProgressParams): ProgressReporter {
  const block = createLiveBlock(sink);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let subject = '';
  let subjectSince = now();
  const linesOf = (phase: ProgressPhase): string[] => {
    const columns = Math.max(20, sink.columns() - 1);
    if (phase.kind !== 'job') return [renderTransfer({ phase, columns, elapsedMs: now() - subjectSince })];
    const { status } = phase;
    const end = status.endedAt === undefined ? now() : Date.parse(status.endedAt);
    const elapsedMs = Math.max(0, end - Date.parse(status.createdAt));
    return renderJob({ status, elapsedMs, columns, rows: sink.rows(), painter });
  };
  return {
    phase: (phase) => {
      const isNew = subjectOf(phase) !== subject;
      if (isNew) subjectSince = now();
      const isWhole = 'doneBytes' in phase && phase.doneBytes === phase.totalBytes;
      if (!isNew && !isWhole && phase.kind !== 'job' && now() - drawnAt < redrawIntervalMs) return;
      subject = subjectOf(phase);
      drawnAt = now();
      block.draw(linesOf(phase));
    },
    note: (text) => block.print(text),
    clear: () => block.draw([]),
    end: () => block.end(),
  };
}

const subjectOf = (phase: ProgressPhase): string => ('name' in phase ? `${phase.kind} ${phase.name}` : phase.kind);
