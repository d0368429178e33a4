import type { OnnxSession } from '../../gpu-container/src/onnx/onnx-session.js';

/** Processor time of one round, in ms. */
export interface WeighedWork {
  /** Of everything. */
  readonly allMs: number;
  /** Of the same runs of the same graphs with nothing around them. */
  readonly modelMs: number;
}

/** One run of a graph. */
type Call = () => Promise<unknown>;

/** Sessions whose runs can be recorded. */
export interface Recorder {
  watch(session: OnnxSession): OnnxSession;
  /** The runs of the graphs while some work goes on. */
  record(work: () => Promise<unknown>): Promise<readonly Call[]>;
}

const WARM_MS = 1500;
const BLOCKS = 6;
const BLOCK_MS = 400;

export function createRecorder(): Recorder {
  let calls: Call[] | undefined;
  return {
    watch: (session) => {
      const run: OnnxSession['run'] = (feeds) => {
        calls?.push(() => session.run(feeds));
        return session.run(feeds);
      };
      return Object.assign(Object.create(session), { run });
    },
    record: async (work) => {
      calls = [];
      await work();
      const recorded = calls;
      calls = undefined;
      return recorded;
    },
  };
}

/**
 * Weighs work against the models alone, in turns: processor time, and both under whatever else the machine does, so that
 * a busy machine changes the ratio little.
 */
export async function weighWork(work: () => Promise<unknown>, recorder: Recorder): Promise<WeighedWork> {
  const rounds = await warmUp(work);
  const calls = await recorder.record(work);
  const replay = async (): Promise<void> => {
    for (const call of calls) await call();
  };
  let [allMs, modelMs] = [0, 0];
  for (let block = 0; block < BLOCKS; block++) {
    allMs += await processorMs(work, rounds);
    modelMs += await processorMs(replay, rounds);
  }
  const count = BLOCKS * rounds;
  return { allMs: allMs / count, modelMs: modelMs / count };
}

/** How many rounds fit in a block, once the code is compiled well. */
async function warmUp(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  let rounds = 0;
  for (; rounds < 3 || performance.now() - begun < WARM_MS; rounds++) await work();
  const each = (performance.now() - begun) / rounds;
  return Math.max(1, Math.round(BLOCK_MS / each));
}

async function processorMs(work: () => Promise<unknown>, rounds: number): Promise<number> {
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
