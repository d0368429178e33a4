/** Events by time: a binary heap over typed arrays, since a simulated day has tens of millions of them. */
export interface EventQueue {
  readonly size: () => number;
  /** Time of the next event; infinity when there is none. */
  readonly nextTime: () => number;
  readonly push: (time: number, code: number) => void;
  /** Takes the next event and returns its code. */
  readonly pop: () => number;
}

const firstCapacity = 1024;

/** An empty queue of events. */
export function createEventQueue(): EventQueue {
  let times = new Float64Array(firstCapacity);
  let codes = new Float64Array(firstCapacity);
  let size = 0;

  const grow = () => {
    const [wider, more] = [new Float64Array(size * 2), new Float64Array(size * 2)];
    wider.set(times);
    more.set(codes);
    times = wider;
    codes = more;
  };
  const timeAt = (index: number) => times[index] ?? Number.POSITIVE_INFINITY;
  const put = (index: number, time: number, code: number) => {
    times[index] = time;
    codes[index] = code;
  };
  const sink = (time: number, code: number) => {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= size) break;
      const child = left + 1 < size && timeAt(left + 1) < timeAt(left) ? left + 1 : left;
      if (timeAt(child) >= time) break;
      put(at, timeAt(child), codes[child] ?? 0);
      at = child;
    }
    put(at, time, code);
  };
  return {
    size: () => size,
    nextTime: () => (size === 0 ? Number.POSITIVE_INFINITY : timeAt(0)),
    push: (time, code) => {
      if (size === times.length) grow();
      let at = size;
      size += 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (timeAt(parent) <= time) break;
        put(at, timeAt(parent), codes[parent] ?? 0);
        at = parent;
      }
      put(at, time, code);
    },
    pop: () => {
      const first = codes[0] ?? 0;
      size -= 1;
      if (size > 0) sink(timeAt(size), codes[size] ?? 0);
      return first;
    },
  };
}
