import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { abortError } from '../process/abort-error.js';

export interface RunBatchedParams<Item, Result> {
  readonly items: Iterable<Item> | AsyncIterable<Item>;
  /** Greatest batch; one that does not fit into the device's memory is halved, and stays halved. */
  readonly batchSize: number;
  /** One result per item, in order. */
  readonly run: (batch: readonly Item[]) => Promise<readonly Result[]>;
  readonly signal: AbortSignal;
  /** How many items there will be, where it is known: progress is told against it. */
  readonly total?: number;
  readonly onProgress?: (fraction: number) => void;
}

/** How runtimes say that a batch did not fit: onnxruntime's arena, CUDA, cuDNN and the C++ allocator. */
const OUT_OF_MEMORY =
  /out of memory|failed to allocate memory|bad_alloc|CUDA_ERROR_OUT_OF_MEMORY|(CUDNN|CUBLAS|CUFFT)_(STATUS_)?(INTERNAL_ERROR_\w*)?ALLOC(ATION)?_FAILED/i;

/**
 * Runs items in batches and gives the results in order as they come. Never holds more than one batch, so the length of
 * the input does not matter. Fails with what `run` fails with, and `cancelled`.
 */
export async function* runBatched<Item, Result>(params: RunBatchedParams<Item, Result>): AsyncGenerator<Result> {
  let size = Math.max(1, params.batchSize);
  let done = 0;
  let waiting: Item[] = [];
  const flush = async function* (isLast: boolean): AsyncGenerator<Result> {
    while (waiting.length >= size || (isLast && waiting.length > 0)) {
      if (params.signal.aborted) throw abortError(params.signal, 'The model run');
      const batch = waiting.slice(0, size);
      const results = await attempt(params, batch);
      if (results === undefined) {
        size = Math.ceil(batch.length / 2);
        continue;
      }
      waiting = waiting.slice(batch.length);
      done += batch.length;
      if (params.total !== undefined) params.onProgress?.(Math.min(1, done / params.total));
      yield* results;
    }
  };
  for await (const item of params.items) {
    waiting.push(item);
    yield* flush(false);
  }
  yield* flush(true);
}

/** The results of a batch, or `undefined` when it was too much for the memory and may be tried in halves. */
async function attempt<Item, Result>(
  { run }: RunBatchedParams<Item, Result>,
  batch: readonly Item[],
): Promise<readonly Result[] | undefined> {
  try {
    const results = await run(batch);
    if (results.length === batch.length) return results;
    throw new PipelineError('internal', `A batch of ${batch.length} gave ${results.length} results.`);
  } catch (error) {
    if (batch.length > 1 && OUT_OF_MEMORY.test(textOf(error))) return undefined;
    throw error;
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${textOf(error.cause)}`;
}
