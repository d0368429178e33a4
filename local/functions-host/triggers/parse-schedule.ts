import { parseTimeSpanMs } from '../parse-time-span-ms.js';
import { parseNcrontab } from './parse-ncrontab.js';

/** When a timer function is due. */
export interface Schedule {
  /** The first time after `afterMs` (milliseconds since 1970), or undefined when there is none within ten years. */
  next(afterMs: number): number | undefined;
}

/**
 * Reads the schedule of a timer trigger: an NCRONTAB expression, or a time span (`00:05:00`) between runs. UTC.
 *
 * @throws Error when it is neither.
 */
export function parseSchedule(text: string): Schedule {
  if (!text.includes(':')) return parseNcrontab(text);
  const intervalMs = parseTimeSpanMs(text);
  if (intervalMs === 0) throw new Error(`'${text}' is not a schedule: a time span must be longer than zero.`);
  return { next: (afterMs) => afterMs + intervalMs };
}
