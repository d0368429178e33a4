const FIRST_DELAY_MS = 1000;
const LONGEST_BACKOFF_MS = 20_000;
/** What is added at most to a wait the service asked for, so that workers do not come back together. */
const SPREAD = 0.25;

export interface RetryDelayParams {
  /** 1 for the first try that failed. */
  readonly attempt: number;
  /** The header as it came: seconds or an HTTP date. */
  readonly retryAfter: string | null;
  readonly nowMs: number;
  /** 0 … 1 */
  readonly random: number;
}

/** How long to wait before the next try, in ms: as long as the service asks, else doubling; with chance mixed in. */
export function retryDelay({ attempt, retryAfter, nowMs, random }: RetryDelayParams): number {
  const askedMs = retryAfter === null ? undefined : parseRetryAfter(retryAfter.trim(), nowMs);
  if (askedMs !== undefined) return Math.round(askedMs * (1 + SPREAD * random));
  const ceilingMs = Math.min(LONGEST_BACKOFF_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return Math.round(ceilingMs * (0.5 + random / 2));
}

function parseRetryAfter(value: string, nowMs: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
