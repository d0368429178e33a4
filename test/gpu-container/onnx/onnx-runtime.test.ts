import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnnxRuntime } from '../../../gpu-container/src/onnx/onnx-runtime.js';
import { runBatched } from '../../../gpu-container/src/onnx/run-batched.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { TestGraph } from './test-graph.js';

let folder: string;
let doubling: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-onnx-'));
  doubling = join(folder, 'doubling.onnx');
  const graph = new TestGraph();
  graph.input('x', 'float32', ['batch', 2]);
  graph.output('y', graph.node('Mul', ['x', graph.floats([2])]), 'float32', ['batch', 2]);
  await graph.write(doubling);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

describe('the runtime', () => {
  it('runs a graph, and counts the time inside it', async () => {
    const onnx = createOnnxRuntime({ device: 'cpu' });
    const session = await onnx.open({ modelPath: doubling });

    const { y } = await session.run({ x: { type: 'float32', data: Float32Array.of(1, -3), dims: [1, 2] } });

    expect([...(y?.data ?? [])]).toEqual([2, -6]);
    expect(session.runMs).toBeGreaterThan(0);
    await onnx.dispose();
  });

  it('gives the same session for the same graph', async () => {
    const onnx = createOnnxRuntime({ device: 'cpu' });
    expect(await onnx.open({ modelPath: doubling })).toBe(await onnx.open({ modelPath: doubling }));
    await onnx.dispose();
    await onnx.dispose();
  });

  it('computes on the CPU where there is no CUDA, and says why, once', async () => {
    const told: string[] = [];
    const onnx = createOnnxRuntime({ onDevice: ({ kind, reason }) => told.push(`${kind}: ${reason}`) });
    const [first, second] = [await onnx.device(), await onnx.device()];
    expect(first).toEqual(second);
    expect(told.length).toBe(1);
  });

  it('names the graph that does not load and keeps nothing of it', async () => {
    const onnx = createOnnxRuntime({ device: 'cpu' });
    for (const _ of [1, 2])
      await expect(onnx.open({ modelPath: join(folder, 'none.onnx') })).rejects.toThrow('none.onnx cannot be loaded');
  });

  it('fails as an engine when the input does not fit the graph', async () => {
    const onnx = createOnnxRuntime({ device: 'cpu' });
    const session = await onnx.open({ modelPath: doubling });
    await expect(session.run({ x: { type: 'float32', data: Float32Array.of(1), dims: [1, 1] } })).rejects.toMatchObject(
      { code: 'engine-failed' },
    );
    await onnx.dispose();
  });
});

const collect = async <T>(results: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
};

describe('batches', () => {
  it('keep the order and hand out every item once', async () => {
    const sizes: number[] = [];
    const run = async (batch: readonly number[]) => {
      sizes.push(batch.length);
      return batch.map((each) => each * 10);
    };

    const results = await collect(runBatched({ items: [1, 2, 3, 4, 5], batchSize: 2, run, signal: never }));

    expect(results).toEqual([10, 20, 30, 40, 50]);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('are halved when the device has no room, stay halved, and lose nothing', async () => {
    const sizes: number[] = [];
    const run = async (batch: readonly number[]) => {
      sizes.push(batch.length);
      if (batch.length > 3)
        throw new PipelineError('engine-failed', 'The model stopped.', {
          cause: new Error(
            'Non-zero status code: BFCArena::AllocateRawInternal Failed to allocate memory for 123 bytes',
          ),
        });
      return batch;
    };
    const items = Array.from({ length: 20 }, (_, at) => at);

    expect(await collect(runBatched({ items, batchSize: 8, run, signal: never }))).toEqual(items);
    expect(sizes).toEqual([8, 4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('are halved by what the runtime really says when its arena cannot grow, and its session goes on', async () => {
    const path = join(folder, 'greedy.onnx');
    const graph = new TestGraph();
    const zeros = graph.node('ConstantOfShape', [graph.input('n', 'int64', [1])]);
    graph.output('y', graph.node('ReduceSum', [zeros]), 'float32', [1]);
    await graph.write(path);
    const onnx = createOnnxRuntime({ device: 'cpu' });
    const session = await onnx.open({ modelPath: path });
    const sizes: number[] = [];
    const run = async (batch: readonly number[]) => {
      sizes.push(batch.length);
      // 32 TiB for more than two at once: no machine has them
      const numbers = batch.length > 2 ? 2 ** 43 : 8;
      await session.run({ n: { type: 'int64', data: BigInt64Array.of(BigInt(numbers)), dims: [1] } });
      return batch;
    };

    expect(await collect(runBatched({ items: [1, 2, 3, 4, 5, 6], batchSize: 4, run, signal: never }))).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect(sizes).toEqual([4, 2, 2, 2]);
    await onnx.dispose();
  });

  it.each([
    // as bfc_arena.cc, cuda_call.cc and cuDNN 9 word it
    'BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 35184372088832',
    'CUDA failure 2: out of memory ; GPU=0 ; hostname=replica ; file=cuda_allocator.cc ; line=55 ; expr=cudaMalloc((void**)&p, size);',
    'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; expr=cublasCreate(&cublas_handle_);',
    'CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0',
    'CUDNN_FE failure 4003: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED ; GPU=0',
  ])('are halved at: %s', async (message) => {
    const run = async (batch: readonly number[]) => {
      if (batch.length > 1)
        throw new PipelineError('engine-failed', 'The model stopped.', { cause: new Error(message) });
      return batch;
    };
    expect(await collect(runBatched({ items: [1, 2], batchSize: 2, run, signal: never }))).toEqual([1, 2]);
  });

  it('of one that do not fit fail with the reason', async () => {
    const run = async () => Promise.reject(new Error('CUDA failure 2: out of memory'));
    await expect(collect(runBatched({ items: [1, 2], batchSize: 2, run, signal: never }))).rejects.toThrow(
      'out of memory',
    );
  });

  it('are not halved for another failure', async () => {
    let tries = 0;
    const run = async () => {
      tries += 1;
      throw new Error('Invalid rank for input');
    };
    await expect(collect(runBatched({ items: [1, 2], batchSize: 2, run, signal: never }))).rejects.toThrow('rank');
    expect(tries).toBe(1);
  });

  it('read no further ahead than one batch', async () => {
    let read = 0;
    const items = function* () {
      for (;;) {
        read += 1;
        yield read;
      }
    };
    const stop = new AbortController();
    const results = runBatched({ items: items(), batchSize: 4, run: async (batch) => batch, signal: stop.signal });

    for (let at = 0; at < 6; at++) await results.next();
    expect(read).toBe(8);
    stop.abort();
    await expect(collect(results)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('tell progress against the total', async () => {
    const told: number[] = [];
    const onProgress = (fraction: number) => told.push(fraction);
    await collect(
      runBatched({ items: [1, 2, 3, 4], batchSize: 2, total: 4, run: async (b) => b, signal: never, onProgress }),
    );
    expect(told).toEqual([0.5, 1]);
  });
});
