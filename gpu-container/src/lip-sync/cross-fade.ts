/** One mouth of the library and its share in a frame. */
export interface LibraryShare {
  readonly mouth: number;
  readonly share: number;
}

export interface CrossFadeParams {
  /** For each frame the library's mouth that is shown. */
  readonly path: readonly number[];
  /** Mouths in the library. */
  readonly size: number;
  /** Whether the library's mouth number n is the picture right after number n − 1. */
  readonly follows: (mouth: number) => boolean;
  /** How unlike two mouths are: 0 alike, 1 so unlike that both at once would be seen as two. */
  readonly unlikeness: (a: number, b: number) => number;
}

/** Share of the other mouth in the frames before and after a jump, when the two are alike. */
const OTHER_SHARE = 1 / 3;
/** Less than this is not worth a second mouth. */
const LEAST_SHARE = 0.05;

/**
 * The mouths of every frame of a path through the library: one, or two beside a jump, where the mouth before it goes on
 * for a frame and the one after it begins a frame earlier, as far as they are alike.
 */
export function crossFade(params: CrossFadeParams): ReadonlyArray<readonly LibraryShare[]> {
  const { path, follows } = params;
  const isJump = (at: number) => {
    const [before, after] = [path[at - 1], path[at]];
    return before !== undefined && after !== undefined && !(after === before + 1 && follows(after));
  };
  return path.map((mouth, at): readonly LibraryShare[] => {
    const others = [
      ...(isJump(at) ? continuations(path[at - 1] ?? 0, 1, params) : []),
      ...(isJump(at + 1) ? continuations(path[at + 1] ?? 0, -1, params) : []),
    ];
    const other = others.toSorted((a, b) => params.unlikeness(a, mouth) - params.unlikeness(b, mouth))[0];
    const share = other === undefined ? 0 : OTHER_SHARE * Math.max(0, 1 - params.unlikeness(other, mouth));
    if (other === undefined || share < LEAST_SHARE) return [{ mouth, share: 1 }];
    return [
      { mouth, share: 1 - share },
      { mouth: other, share },
    ];
  });
}

/** The library's neighbour in that direction, and the mouth itself held still. */
function continuations(mouth: number, step: 1 | -1, { size, follows }: CrossFadeParams): readonly number[] {
  const next = mouth + step;
  const isThere = next >= 0 && next < size && follows(step === 1 ? next : mouth);
  return isThere ? [next, mouth] : [mouth];
}
