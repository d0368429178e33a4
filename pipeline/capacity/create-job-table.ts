import type { LoadStep } from './load.js';

/** Jobs under way, in typed arrays whose places are used again. A task is `place × steps + step`. */
export interface JobTable {
  readonly add: (now: number) => number;
  readonly inFlight: () => number;
  readonly stepOf: (task: number) => number;
  /** One task of a step has ended: the steps that may start now, and when the job came if that was its last. */
  readonly endTask: (task: number) => { readonly starts: readonly number[]; readonly cameAt: number | undefined };
  /** Whether the step of this task has ended with it. */
  readonly isLastTask: (task: number) => boolean;
}

/** A table without jobs. */
export function createJobTable(steps: readonly LoadStep[]): JobTable {
  const width = steps.length;
  let capacity = 1024;
  let waits = new Uint8Array(capacity * width);
  let tasks = new Uint16Array(capacity * width);
  let left = new Uint8Array(capacity);
  let came = new Float64Array(capacity);
  let used = 0;
  const free: number[] = [];
  const none: readonly number[] = [];

  const grow = () => {
    capacity *= 2;
    const wider = { waits: new Uint8Array(capacity * width), tasks: new Uint16Array(capacity * width) };
    wider.waits.set(waits);
    wider.tasks.set(tasks);
    const [moreLeft, moreCame] = [new Uint8Array(capacity), new Float64Array(capacity)];
    moreLeft.set(left);
    moreCame.set(came);
    [waits, tasks, left, came] = [wider.waits, wider.tasks, moreLeft, moreCame];
  };
  const place = () => {
    const again = free.pop();
    if (again !== undefined) return again;
    if (used === capacity) grow();
    used += 1;
    return used - 1;
  };
  const startsAfter = (first: number, step: number) =>
    (steps[step]?.next ?? none).flatMap((next) => {
      const waiting = (waits[first + next] ?? 1) - 1;
      waits[first + next] = waiting;
      return waiting === 0 ? [first + next] : none;
    });
  return {
    add: (now) => {
      const slot = place();
      steps.forEach((step, index) => {
        waits[slot * width + index] = step.waits;
        tasks[slot * width + index] = step.pool === 'app' ? 1 : step.tasks;
      });
      left[slot] = width;
      came[slot] = now;
      return slot * width;
    },
    inFlight: () => used - free.length,
    stepOf: (task) => task % width,
    isLastTask: (task) => tasks[task] === 1,
    endTask: (task) => {
      const remaining = (tasks[task] ?? 1) - 1;
      tasks[task] = remaining;
      if (remaining > 0) return { starts: none, cameAt: undefined };
      const step = task % width;
      const slot = (task - step) / width;
      const stepsLeft = (left[slot] ?? 1) - 1;
      left[slot] = stepsLeft;
      if (stepsLeft > 0) return { starts: startsAfter(task - step, step), cameAt: undefined };
      free.push(slot);
      return { starts: none, cameAt: came[slot] };
    },
  };
}
