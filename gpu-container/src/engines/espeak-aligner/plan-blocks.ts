/** A run of segments looked for together, and the part of the recording they are looked for in. */
export interface Block {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Anything with a rough place in time. */
export interface RoughlyTimed {
  readonly startMs: number;
  readonly endMs: number;
}

/** A silence this long separates blocks: words will not wander across it. */
const BREAK_MS = 2500;
const MAX_BLOCK_MS = 40_000;
/** Rough times are believed to be right within this. */
const SLACK_MS = 1500;

/** Groups segments with rough times into blocks of up to 40 s; their parts of the recording may touch, not overlap much. */
export function planBlocks(segments: readonly RoughlyTimed[], durationMs: number): readonly Block[] {
  const groups: Array<{ first: number; end: number; startMs: number; endMs: number }> = [];
  segments.forEach((segment, at) => {
    const open = groups.at(-1);
    const isFar = open === undefined || segment.startMs - open.endMs > BREAK_MS;
    if (isFar || segment.endMs - open.startMs > MAX_BLOCK_MS) {
      groups.push({ first: at, end: at + 1, startMs: segment.startMs, endMs: segment.endMs });
      return;
    }
    open.end = at + 1;
    open.endMs = Math.max(open.endMs, segment.endMs);
  });
  return groups.map((group, at) => {
    const before = groups[at - 1]?.endMs;
    const after = groups[at + 1]?.startMs;
    // halfway into the gap at most, where there is a gap; neighbours that touch share a moment of slack
    const startSlack =
      before === undefined ? SLACK_MS : Math.max(200, Math.min(SLACK_MS, (group.startMs - before) / 2));
    const endSlack = after === undefined ? SLACK_MS : Math.max(200, Math.min(SLACK_MS, (after - group.endMs) / 2));
    return {
      ...group,
      startMs: Math.max(0, group.startMs - startSlack),
      endMs: Math.min(durationMs, group.endMs + endSlack),
    };
  });
}

/** Whether the segments' times say where they are: in order, each with a length. */
export function haveUsableTimes(segments: readonly RoughlyTimed[], durationMs: number): boolean {
  return segments.every((segment, at) => {
    const previous = segments[at - 1];
    const isInside = segment.endMs > segment.startMs && segment.startMs < durationMs;
    return isInside && (previous === undefined || segment.startMs >= previous.startMs);
  });
}
