/** Messages that wait, first come first served, with the time each came: a ring over typed arrays. */
export interface WaitingLine {
  readonly length: () => number;
  /** When the first of them came; undefined when none waits. */
  readonly oldest: () => number | undefined;
  readonly push: (time: number, task: number) => void;
  /** Takes the first and returns its task; the time it came is {@link WaitingLine.oldest} before. */
  readonly shift: () => number;
}

const firstCapacity = 1024;

/** An empty line. */
export function createWaitingLine(): WaitingLine {
  let times = new Float64Array(firstCapacity);
  let tasks = new Float64Array(firstCapacity);
  let head = 0;
  let length = 0;
  const grow = () => {
    const [wider, more] = [new Float64Array(length * 2), new Float64Array(length * 2)];
    for (let index = 0; index < length; index += 1) {
      const at = (head + index) % length;
      wider[index] = times[at] ?? 0;
      more[index] = tasks[at] ?? 0;
    }
    [times, tasks, head] = [wider, more, 0];
  };
  return {
    length: () => length,
    oldest: () => (length === 0 ? undefined : times[head]),
    push: (time, task) => {
      if (length === times.length) grow();
      const at = (head + length) % times.length;
      times[at] = time;
      tasks[at] = task;
      length += 1;
    },
    shift: () => {
      const task = tasks[head] ?? 0;
      head = (head + 1) % times.length;
      length -= 1;
      return task;
    },
  };
}
