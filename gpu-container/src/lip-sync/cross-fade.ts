/** One mouth of the library and its share in a frame. */
export interface LibraryShare {
  readonly mouth: number;
  readonly share: number;
}

/** Frames after a jump in which the mouths before it go on and fade away. */
const FADE_FRAMES = 3;

/**
 * The mouths of every frame of a path through the library: one, or two where the path has just jumped.
 * @param follows whether the library's mouth number n is the picture right after number n − 1
 */
export function crossFade(
  path: readonly number[],
  follows: (mouth: number) => boolean,
): ReadonlyArray<readonly LibraryShare[]> {
  let jumpAt = Number.NEGATIVE_INFINITY;
  let before = 0;
  return path.map((mouth, at): readonly LibraryShare[] => {
    const last = path[at - 1];
    if (last !== undefined && !(mouth === last + 1 && follows(mouth))) {
      jumpAt = at;
      before = last;
    }
    const since = at - jumpAt + 1;
    if (since > FADE_FRAMES) return [{ mouth, share: 1 }];
    const gone = before + since;
    const share = since / (FADE_FRAMES + 1);
    const isThere = Array.from({ length: since }, (_, step) => before + 1 + step).every(follows);
    // where the library ends, its last mouth stays for the fade
    return [
      { mouth, share },
      { mouth: isThere ? gone : before, share: 1 - share },
    ];
  });
}
