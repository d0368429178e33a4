const SAMPLE_MS = 100;
const MIB = 2 ** 20;

/** The greatest resident memory of this process while the work goes on, in MiB. */
export async function peakMemory(work: () => Promise<unknown>): Promise<number> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  try {
    await work();
    return Math.max(peak, process.memoryUsage.rss()) / MIB;
  } finally {
    clearInterval(timer);
  }
}
