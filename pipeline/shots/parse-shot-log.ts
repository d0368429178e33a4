import type { ShotList } from '../contracts/shot-list.js';

export interface ParseShotLogParams {
  /** What ffmpeg's `metadata` filter printed for every frame that `scdet` let pass. */
  readonly log: string;
  /** Presentation time of the job's time zero, in ms. */
  readonly zeroMs: number;
  readonly durationMs: number;
}

/** The cuts inside a video, from the log of ffmpeg's scene detector. Times in ms on the job's timeline. */
export function parseShotLog({ log, zeroMs, durationMs }: ParseShotLogParams): ShotList {
  const cutsMs = [...log.matchAll(/^lavfi\.scd\.time=([\d.]+)$/gm)]
    .map(([, seconds]) => Math.round(Number(seconds) * 1000 - zeroMs))
    .filter((timeMs) => timeMs > 0 && timeMs < durationMs)
    .sort((a, b) => a - b);
  return { cutsMs: [...new Set(cutsMs)] };
}
