/** A stretch of speech, in ms on the file's timeline. */
export interface SpeechRegion {
  readonly startMs: number;
  readonly endMs: number;
}

export interface RegionLimits {
  /** Speech begins at this probability … */
  readonly onset: number;
  /** … and ends below this one: a gap between the two keeps a region from flickering. */
  readonly offset: number;
  readonly minSpeechMs: number;
  readonly minSilenceMs: number;
  readonly padMs: number;
}

/** The model's authors' values, with shorter pads: words get their exact times from the recognizer. */
export const DEFAULT_REGION_LIMITS: RegionLimits = {
  onset: 0.5,
  offset: 0.35,
  minSpeechMs: 120,
  minSilenceMs: 200,
  padMs: 80,
};

/** Turns one speech probability per frame into padded regions that do not overlap. */
export function regionsFromProbabilities(
  probabilities: ArrayLike<number>,
  frameMs: number,
  limits: RegionLimits = DEFAULT_REGION_LIMITS,
): readonly SpeechRegion[] {
  const raw: Array<{ startMs: number; endMs: number }> = [];
  let isSpeech = false;
  for (let frame = 0; frame < probabilities.length; frame++) {
    const probability = probabilities[frame] ?? 0;
    const last = raw.at(-1);
    if (!isSpeech && probability >= limits.onset) {
      isSpeech = true;
      const startMs = frame * frameMs;
      if (last === undefined || startMs - last.endMs >= limits.minSilenceMs) raw.push({ startMs, endMs: startMs });
    }
    if (isSpeech && probability < limits.offset) isSpeech = false;
    const open = raw.at(-1);
    if (isSpeech && open !== undefined) open.endMs = (frame + 1) * frameMs;
  }
  const totalMs = probabilities.length * frameMs;
  return raw
    .filter((region) => region.endMs - region.startMs >= limits.minSpeechMs)
    .map((region, at, all) => {
      const before = all[at - 1]?.endMs ?? Number.NEGATIVE_INFINITY;
      const after = all[at + 1]?.startMs ?? Number.POSITIVE_INFINITY;
      return {
        startMs: Math.max(0, region.startMs - Math.min(limits.padMs, (region.startMs - before) / 2)),
        endMs: Math.min(totalMs, region.endMs + Math.min(limits.padMs, (after - region.endMs) / 2)),
      };
    });
}
