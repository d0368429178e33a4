/** Where a job's documents lie in the `jobs` container. */
export const jobPaths = {
  document: (jobId: string) => `${jobId}/job.json`,
  progress: (jobId: string) => `${jobId}/progress.json`,
  result: (jobId: string) => `${jobId}/result.json`,
  cancel: (jobId: string) => `${jobId}/cancel.json`,
  plan: (jobId: string, planId: string) => `${jobId}/plans/${planId}.json`,
  target: (jobId: string, language: string) => `${jobId}/targets/${language}.json`,
} as const;
