import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { Unit } from '../../../pipeline/contracts/unit.js';

export interface RunTaskDeps {
  readonly runUnit: (unit: Unit, onProgress: (fraction: number) => void) => Promise<void>;
  /** Units worked on at once. */
  readonly concurrency: number;
  /** Called with the task's fraction 0…1 whenever it grows. */
  readonly onProgress: (fraction: number) => void;
  /** Called at the first failure, to stop the units that are still running. */
  readonly onFailure: (error: unknown) => void;
}

/** Runs every unit of a task. The first failure ends it once all have stopped; units that were done keep their memos. */
export async function runTask(task: TaskMessage, deps: RunTaskDeps): Promise<void> {
  const fractions = task.units.map(() => 0);
  const failures: unknown[] = [];
  const queue = task.units.entries();
  const work = async () => {
    for (const [index, unit] of queue) {
      if (failures.length > 0) return;
      try {
        await deps.runUnit(unit, (fraction) => {
          fractions[index] = fraction;
          deps.onProgress(fractions.reduce((sum, each) => sum + each, 0) / fractions.length);
        });
      } catch (error) {
        failures.push(error);
        deps.onFailure(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(deps.concurrency, task.units.length) }, work));
  if (failures.length > 0) throw failures[0];
}
