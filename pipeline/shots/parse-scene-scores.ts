/** One frame ffmpeg's `scdet` scored; 0…100, higher is a bigger change. */
export interface SceneScore {
  readonly timeMs: number;
  readonly score: number;
}

/**
 * Reads what `scdet` writes, either into the log (`lavfi.scd.score: 28.5, lavfi.scd.time: 3.2`) or as frame metadata
 * (`lavfi.scd.time=3.2` with the score on a line before). Lines of another kind are passed over.
 */
export function parseSceneScores(log: string): SceneScore[] {
  const scores: SceneScore[] = [];
  let score = 0;
  for (const line of log.split(/\r?\n/)) {
    const scored = /lavfi\.scd\.score[:=]\s*([\d.]+)/.exec(line)?.[1];
    const timed = /lavfi\.scd\.time[:=]\s*([\d.]+)/.exec(line)?.[1];
    if (scored !== undefined) score = Number(scored);
    if (timed !== undefined && Number.isFinite(Number(timed))) scores.push({ timeMs: Number(timed) * 1000, score });
  }
  return scores;
}
