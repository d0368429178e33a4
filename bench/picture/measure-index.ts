import { openClip } from './open-clip.js';

/** Indexes a clip and tells how long it took, what it found and the memory of this process. */
export async function measureIndex(path: string, folder: string): Promise<string> {
  const start = performance.now();
  const { frames } = await openClip(path, folder);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return `${frames.timesMs.length} frames, ${frames.keyFrames.length} key frames, ${seconds} s, at most ${megabytes} MB`;
}
