/** How much of what is required an output holds. */
export interface Progress {
  /** Which sequences are there whole. */
  readonly met: readonly number[];
  /** The sequence that is being said, and how many of its tokens are. */
  readonly open?: { readonly which: number; readonly said: number };
}

/** Sequences of tokens that must appear. */
export interface Requirements {
  readonly start: Progress;
  /** After one more token: a sequence that is broken off begins anew. */
  advance(progress: Progress, token: number): Progress;
  /** The tokens that bring the output on. */
  wanted(progress: Progress): readonly number[];
  /** Tokens of what is required that are there. */
  held(progress: Progress): number;
  isMet(progress: Progress): boolean;
}

/** Follows how much of some sequences an output holds. */
export function createRequirements(sequences: ReadonlyArray<readonly number[]>): Requirements {
  const required = sequences.filter(({ length }) => length > 0);
  const unmet = ({ met }: Progress): readonly number[] =>
    required.flatMap((_, which) => (met.includes(which) ? [] : [which]));
  const begin = ({ met }: Progress, token: number): Progress => {
    const which = unmet({ met }).find((each) => required[each]?.[0] === token);
    return which === undefined ? { met } : close({ met, open: { which, said: 1 } });
  };
  const close = ({ met, open }: Required<Progress>): Progress =>
    open.said === required[open.which]?.length ? { met: [...met, open.which] } : { met, open };
  return {
    start: { met: [] },
    advance: (progress, token) => {
      const { met, open } = progress;
      if (open === undefined || required[open.which]?.[open.said] !== token) return begin(progress, token);
      return close({ met, open: { ...open, said: open.said + 1 } });
    },
    wanted: (progress) => {
      const { open } = progress;
      const next = open === undefined ? undefined : required[open.which]?.[open.said];
      return next === undefined ? unmet(progress).flatMap((which) => required[which]?.[0] ?? []) : [next];
    },
    held: ({ met, open }) => met.reduce((sum, which) => sum + (required[which]?.length ?? 0), open?.said ?? 0),
    isMet: ({ met }) => met.length === required.length,
  };
}
