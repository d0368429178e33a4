import type { SafeInput } from './inspect-source.js';
import { runFfprobe } from './run-ffprobe.js';

/** Where a stream's packets begin and end, in seconds of the container's clock. */
export interface StreamSpan {
  readonly start: number;
  readonly end: number;
}

const SCAN_TIME_LIMIT_MS = 10 * 60 * 1000;

/** Feeds whole lines to `onLine`; returns what takes the chunks. */
function splitLines(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  };
}

/**
 * Reads every packet's time (no decoding) for files that do not say how long they are: live recordings, bare MP3.
 * Memory does not grow with length.
 */
export async function measureStreams(input: SafeInput, signal?: AbortSignal): Promise<ReadonlyMap<number, StreamSpan>> {
  const spans = new Map<number, StreamSpan>();
  const onLine = (line: string): void => {
    const [index = '', time = '', duration = ''] = line.split(',');
    const start = Number.parseFloat(time);
    if (!Number.isFinite(start)) return;
    const end = start + (Number.parseFloat(duration) || 0);
    const known = spans.get(Number(index)) ?? { start, end };
    spans.set(Number(index), { start: Math.min(known.start, start), end: Math.max(known.end, end) });
  };
  await runFfprobe({
    input,
    args: ['-show_entries', 'packet=stream_index,pts_time,duration_time', '-of', 'csv=p=0'],
    timeLimitMs: SCAN_TIME_LIMIT_MS,
    onStdout: splitLines(onLine),
    ...(signal === undefined ? {} : { signal }),
  });
  return spans;
}
