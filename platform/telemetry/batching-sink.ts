import type { Span } from '../../pipeline/contracts/span.js';
import type { SpanSink } from './span-sink.js';

/** Spans of one job that wait to be sent. */
export interface SpanBatch {
  readonly jobId: string;
  readonly spans: readonly Span[];
}

export interface BatchingSinkDeps {
  readonly send: (batches: readonly SpanBatch[]) => Promise<void>;
  /** How long spans are gathered before they are sent, in ms. */
  readonly gatherMs: number;
  /** Told once per run of failures. */
  readonly onFailure: (error: unknown) => void;
}

/** More spans than this do not wait: with nobody to take them, the oldest go. */
const maxWaiting = 20_000;
/** The longest `flush` waits, in ms: a worker that is done must not be held by an observer. */
const maxFlushMs = 5_000;

/** A sink for places that are slow: spans are gathered and sent beside the work, one sending at a time. */
export function createBatchingSink({ send, gatherMs, onFailure }: BatchingSinkDeps): SpanSink {
  let waiting: SpanBatch[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let isFailing = false;
  const sendWaiting = async () => {
    const batches = waiting;
    waiting = [];
    count = 0;
    if (batches.length === 0) return;
    try {
      await send(batches);
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
  };
  const sendNow = () => {
    clearTimeout(timer);
    timer = undefined;
    sending = sending.then(sendWaiting);
    return sending;
  };
  return {
    record: (jobId, spans) => {
      if (spans.length === 0) return;
      waiting.push({ jobId, spans });
      count += spans.length;
      while (count > maxWaiting) count -= waiting.shift()?.spans.length ?? count;
      timer ??= setTimeout(() => void sendNow(), gatherMs).unref(); // sendWaiting never rejects
    },
    flush: () => within(maxFlushMs, sendNow()),
  };
}

/** Waits for work, but no longer than `ms`. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timeout));
}
