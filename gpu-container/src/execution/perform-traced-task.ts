import type { TaskMessage } from '../../../pipeline/contracts/task-message.js';
import type { TaskResult } from '../../../pipeline/contracts/task-result.js';
import { withFields } from '../../../platform/logging/with-fields.js';
import type { Delivery } from '../trace/delivery.js';
import { traceArtifacts } from '../trace/trace-artifacts.js';
import { traceEngines } from '../trace/trace-engines.js';
import { type TraceExecutionDeps, traceExecution } from '../trace/trace-execution.js';
import { type PerformTaskDeps, performTask } from './perform-task.js';
import { type RunUnitDeps, runUnit } from './run-unit.js';

export interface PerformTracedTaskDeps extends Omit<PerformTaskDeps, 'runUnit'> {
  readonly unit: Omit<RunUnitDeps, 'signal' | 'watch'>;
  readonly trace: TraceExecutionDeps;
}

/** Works through one task as `performTask` does, and tells of the execution, its units and what they call. */
export function performTracedTask(
  task: TaskMessage,
  delivery: Delivery,
  deps: PerformTracedTaskDeps,
): Promise<TaskResult> {
  return traceExecution(
    {
      task,
      delivery,
      work: (trace) =>
        performTask(task, {
          ...deps,
          runUnit: (unit, onProgress, signal) =>
            trace.unit(unit, (unitTrace, fields) =>
              runUnit(unit, onProgress, {
                ...deps.unit,
                engines: traceEngines(deps.unit.engines, unitTrace),
                watch: (artifacts) => traceArtifacts(artifacts, unitTrace),
                log: withFields(deps.unit.log, fields),
                signal,
              }),
            ),
        }),
    },
    deps.trace,
  );
}
