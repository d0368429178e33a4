import type { PacketList } from './list-packets.js';

/** The shown pictures of a stream in presentation order, and where each group of packets begins among them. */
export interface PictureOrder {
  /** In ticks of the stream, ascending. */
  readonly shownTimes: Float64Array;
  readonly endTime: number;
  readonly hiddenBefore: number;
  readonly hiddenAfter: number;
  readonly reorderFrames: number;
  /** One per key packet in the order of decoding, as long as the group shows something. */
  readonly groups: ReadonlyArray<{
    /** Number of its key packet among the key packets. */
    readonly key: number;
    readonly frame: number;
    /** Everything decoded before is shown before. */
    readonly isSeparate: boolean;
  }>;
}

const MOST_REORDERED = 4;

/**
 * Puts packets into presentation order. What comes before the first key packet cannot be decoded and is not shown, nor is
 * what an edit list hides.
 */
export function orderPictures(packets: PacketList): PictureOrder {
  const times = timesOf(packets);
  const firstKey = Math.max(0, packets.isKey.indexOf(1));
  const isShown = (at: number): boolean => at >= firstKey && packets.isHidden[at] === 0;
  const order = Float64Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  const shown = order.filter(isShown);
  const shownTimes = shown.map((at) => times[at] ?? 0);
  const lastShown = shown.at(-1);
  const lastTime = shownTimes.at(-1) ?? 0;
  const lastDuration = (lastShown === undefined ? undefined : packets.durations[lastShown]) || typicalStep(shownTimes);
  const hidden = order.filter((at) => !isShown(at) && at >= firstKey);
  const hiddenBefore = hidden.filter((at) => (times[at] ?? 0) < (shownTimes[0] ?? 0)).length;
  return {
    shownTimes,
    endTime: lastTime + lastDuration,
    hiddenBefore,
    hiddenAfter: hidden.length - hiddenBefore,
    reorderFrames: measureReorder(packets, order, times),
    groups: findGroups({ packets, times, shownTimes, isShown }),
  };
}

/** Presentation times. AVI files know none: there pictures follow one another at one rate. */
function timesOf({ presentationTimes, durations }: PacketList): Float64Array {
  if (presentationTimes.every(Number.isFinite)) return presentationTimes;
  const step = durations.find((duration) => duration > 0) ?? 1;
  return presentationTimes.map((_, at) => at * step);
}

function typicalStep(times: Float64Array): number {
  return times.length < 2 ? 0 : ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1);
}

/** The most pictures that may be decoded ahead everywhere without one being shown before it is decoded. */
function measureReorder({ decodeTimes, count }: PacketList, order: Float64Array, times: Float64Array): number {
  for (let reorder = MOST_REORDERED; reorder > 0; reorder--) {
    let fits = count > reorder;
    for (let at = reorder; fits && at < count; at++) {
      fits = (decodeTimes[at] ?? Number.NaN) <= (times[order[at - reorder] ?? 0] ?? 0);
    }
    if (fits) return reorder;
  }
  return 0;
}

interface FindGroupsParams {
  readonly packets: PacketList;
  readonly times: Float64Array;
  readonly shownTimes: Float64Array;
  readonly isShown: (at: number) => boolean;
}

function findGroups({ packets, times, shownTimes, isShown }: FindGroupsParams): PictureOrder['groups'] {
  const groups: Array<PictureOrder['groups'][number]> = [];
  const keys = [...packets.isKey.keys()].filter((at) => packets.isKey[at] === 1);
  let latestBefore = Number.NEGATIVE_INFINITY;
  keys.forEach((start, key) => {
    const end = keys[key + 1] ?? packets.count;
    let first = Number.POSITIVE_INFINITY;
    let firstShown = Number.POSITIVE_INFINITY;
    let latest = latestBefore;
    for (let at = start; at < end; at++) {
      const time = times[at] ?? 0;
      first = Math.min(first, time);
      latest = Math.max(latest, time);
      if (isShown(at)) firstShown = Math.min(firstShown, time);
    }
    if (Number.isFinite(firstShown)) {
      groups.push({ key, frame: lowerBound(shownTimes, firstShown), isSeparate: first > latestBefore });
    }
    latestBefore = latest;
  });
  return groups;
}

/** How many of the ascending values are less than `limit`. */
function lowerBound(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
