/** What decides how many executions are started. */
export interface ExecutionsToStartParams {
  /** Messages in the queue, those locked by running executions included. */
  readonly queueLength: number;
  readonly messagesPerExecution: number;
  readonly running: number;
  readonly maxExecutions: number;
  /** Executions wanted beyond those the messages ask for. */
  readonly warmExecutions: number;
}

/**
 * How many executions to start now: the default strategy of a KEDA ScaledJob, `min(max, ceil(length / perExecution)) -
 * running`, with warm executions on top of what the messages ask for. One that waits for more after a task runs without
 * a message of its own: it is there for the next one, and none is started in its place.
 */
export function executionsToStart(params: ExecutionsToStartParams): number {
  const { queueLength, messagesPerExecution, running, maxExecutions, warmExecutions } = params;
  const wanted = Math.ceil(queueLength / messagesPerExecution) + warmExecutions;
  return Math.max(0, Math.min(maxExecutions, wanted) - running);
}
