import { z } from 'zod';
import { openJournal } from '../../journal/open-journal.js';

const timerRunSchema = z.strictObject({
  functionName: z.string(),
  schedule: z.string(),
  lastMs: z.number(),
  /** Absent when the schedule has no further time. */
  nextMs: z.number().optional(),
});

/** A run of a timer function and when the next one is due, in milliseconds since 1970. */
export type TimerRun = z.infer<typeof timerRunSchema>;

/** Remembers the last run of each timer function, so that a missed one can be made up for. */
export interface TimerRuns {
  last(functionName: string): TimerRun | undefined;
  /** Resolves when the run is remembered over a restart. */
  record(run: TimerRun): Promise<void>;
  close(): Promise<void>;
}

/** Journals larger than this are rewritten with one line per function. */
const COMPACT_ABOVE_BYTES = 1024 * 1024;

/** Opens the memory of timer runs; without a file it lasts as long as the process. */
export async function openTimerRuns(file: string | undefined): Promise<TimerRuns> {
  const latest = new Map<string, TimerRun>();
  if (file === undefined) {
    return {
      last: (name) => latest.get(name),
      record: async (run) => void latest.set(run.functionName, run),
      close: async () => undefined,
    };
  }
  const remember = (record: unknown): void => {
    const run = timerRunSchema.parse(record);
    latest.set(run.functionName, run);
  };
  const journal = await openJournal({ file, onRecord: remember });
  return {
    last: (name) => latest.get(name),
    async record(run) {
      remember(run);
      if (journal.sizeBytes > COMPACT_ABOVE_BYTES) await journal.rewrite([...latest.values()]);
      else await journal.append(run);
    },
    close: () => journal.close(),
  };
}
