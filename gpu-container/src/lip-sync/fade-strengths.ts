/** Frames over which a new mouth comes and goes. */
const FADE_FRAMES = 4;

export interface FadeStrengthsParams {
  /** Which frames of a stretch may be changed. */
  readonly isUsable: readonly boolean[];
  /** Whether the picture goes on unchanged before and after the stretch; at a cut nothing needs to fade. */
  readonly fadesIn: boolean;
  readonly fadesOut: boolean;
}

/** How much of the new mouth is shown in each frame: nothing where it may not be, and softly towards there. */
export function fadeStrengths({ isUsable, fadesIn, fadesOut }: FadeStrengthsParams): readonly number[] {
  const count = isUsable.length;
  const distance = new Array<number>(count).fill(Number.POSITIVE_INFINITY);
  let last = fadesIn ? -1 : Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    if (isUsable[at] !== true) last = at;
    distance[at] = at - last;
  }
  last = fadesOut ? count : Number.POSITIVE_INFINITY;
  for (let at = count - 1; at >= 0; at--) {
    if (isUsable[at] !== true) last = at;
    distance[at] = Math.min(distance[at] ?? 0, last - at);
  }
  return distance.map((frames) => {
    const share = Math.min(1, frames / FADE_FRAMES);
    return share * share * (3 - 2 * share);
  });
}
