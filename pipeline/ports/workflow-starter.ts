/** Starts the orchestration of a job. Starting one that runs or ran already changes nothing. */
export interface WorkflowStarter {
  ensureStarted(jobId: string): Promise<void>;
}
