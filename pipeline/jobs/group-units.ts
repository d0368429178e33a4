/** What a unit adds to a task. */
export interface UnitSize {
  /** Its work, in ms of sound or pictures. */
  readonly workMs: number;
  /** Its share of the message, in bytes. */
  readonly bytes: number;
}

/** How large tasks should and may be. */
export interface GroupLimits {
  /** With less work a task is not worth a start, in ms of sound or pictures. */
  readonly leastMs: number;
  readonly mostMs: number;
  readonly mostBytes: number;
}

/**
 * Groups units into tasks, neighbours together and in their order: as many tasks as there is work worth a start for,
 * all of about the same size. No task is above `mostMs` or `mostBytes` unless it is a single unit. The same units give
 * the same tasks.
 */
export function groupUnits<T>(units: readonly T[], sizeOf: (unit: T) => UnitSize, limits: GroupLimits): T[][] {
  const { leastMs, mostMs, mostBytes } = limits;
  const sized = units.map((unit) => ({ unit, ...sizeOf(unit) }));
  const fill = (workMs: number) => fillTasks(sized, { workMs, bytes: mostBytes });
  const totalMs = sized.reduce((sum, { workMs }) => sum + workMs, 0);
  const count = Math.max(Math.floor(totalMs / leastMs), fill(mostMs).length);
  // the smallest limit that makes no more tasks than that: tasks of a stage then end at about the same time
  let [low, high] = [0, Math.ceil(mostMs)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fill(middle).length <= count) high = middle;
    else low = middle + 1;
  }
  return fill(Math.min(low, mostMs)).map((task) => task.map(({ unit }) => unit));
}

function fillTasks<S extends UnitSize>(units: readonly S[], most: { readonly workMs: number; readonly bytes: number }) {
  const tasks: S[][] = [];
  let [workMs, bytes] = [0, 0];
  for (const unit of units) {
    const last = tasks.at(-1);
    if (last === undefined || workMs + unit.workMs > most.workMs || bytes + unit.bytes > most.bytes) {
      tasks.push([unit]);
      [workMs, bytes] = [unit.workMs, unit.bytes];
    } else {
      last.push(unit);
      [workMs, bytes] = [workMs + unit.workMs, bytes + unit.bytes];
    }
  }
  return tasks;
}
