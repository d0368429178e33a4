/**
 * Defaults of event-driven jobs in Azure Container Apps and of the scaler that starts them.
 *
 * Source: https://learn.microsoft.com/azure/container-apps/jobs and
 * https://keda.sh/docs/2.16/reference/scaledjob-spec/
 */
export const containerJobLimits = {
  /** Between SIGTERM and SIGKILL; cannot be changed for jobs. */
  terminationGraceMs: 30_000,
  defaultPollingIntervalMs: 30_000,
  /** Messages one execution is started for; it may take more. */
  messagesPerExecution: 1,
} as const;
