import type { TimingCase } from './timing-case.js';

/** What a plan of the comparison must keep: the shares are of all lines. */
export interface OnsetBoundLimits {
  /** Fastest rate of all but `exceptions` of the lines, and of those. */
  readonly naturalRateMax: number;
  readonly hardRate: number;
  /** Share of lines that may be faster than natural. */
  readonly exceptions: number;
}

const PRECISION_MS = 1;
const FARTHEST_MS = 60_000;
/** Share of lines a 95th percentile does not look at. */
const UNSEEN = 0.05;

/**
 * The least 95th percentile of onset errors, in ms, that any plan reaches in which lines keep their order, do not
 * overlap, and all but a share of them keep to the natural band. A relaxation, so that it is a bound: scenes, breaths
 * between lines, the video's end and how well speech is covered cost nothing here, and lines that are not counted may
 * start whenever they like. Undefined where no plan comes within a minute.
 */
export function leastOnsetP95(job: TimingCase, limits: OnsetBoundLimits): number | undefined {
  if (!isReachable(job, limits, FARTHEST_MS)) return undefined;
  let [impossible, possible] = [-1, FARTHEST_MS];
  while (possible - impossible > PRECISION_MS) {
    const middle = Math.floor((impossible + possible) / 2);
    if (isReachable(job, limits, middle)) possible = middle;
    else impossible = middle;
  }
  return possible;
}

/**
 * Whether all but 5 % of the lines can start within so many ms of their onsets. A dynamic program over how many lines
 * are late and how many are fast so far; what it keeps is the earliest moment the next line may start, since having
 * ended earlier never hurts.
 */
function isReachable(job: TimingCase, limits: OnsetBoundLimits, errorMs: number): boolean {
  const lines = linesOf(job);
  const late = lines.length - Math.ceil(lines.length * (1 - UNSEEN));
  const fast = Math.floor(lines.length * limits.exceptions);
  let free: number[][] = [[0]];
  for (const { onsetMs, durationMs } of lines) {
    const next: number[][] = Array.from({ length: late + 1 }, () => []);
    const offer = (isLate: number, isFast: number, endMs: number): void => {
      const row = next[isLate];
      if (row !== undefined && isFast <= fast && endMs < (row[isFast] ?? Infinity)) row[isFast] = endMs;
    };
    free.forEach((row, isLate) => {
      row.forEach((freeMs, isFast) => {
        for (const hurry of [0, 1]) {
          const spokenMs = durationMs / (hurry === 1 ? limits.hardRate : limits.naturalRateMax);
          const startMs = Math.max(freeMs, onsetMs - errorMs);
          if (startMs <= onsetMs + errorMs) offer(isLate, isFast + hurry, startMs + spokenMs);
          offer(isLate + 1, isFast + hurry, freeMs + spokenMs);
        }
      });
    });
    free = next;
  }
  return free.some((row) => row.length > 0);
}

function linesOf({ transcript, speech }: TimingCase) {
  const onsets = new Map(transcript.segments.map(({ id, startMs, words }) => [id, words[0]?.startMs ?? startMs]));
  return speech
    .map(({ id, durationMs }) => ({ onsetMs: onsets.get(id) ?? 0, durationMs }))
    .toSorted((a, b) => a.onsetMs - b.onsetMs);
}
