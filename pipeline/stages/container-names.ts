/** Blob container names, equal in infrastructure, app and worker. */
export const containerNames = {
  /** Where people drop files; each new blob starts a job. */
  inbox: 'inbox',
  /** Where the API's signed uploads go; starts nothing by itself. */
  uploads: 'uploads',
  artifacts: 'artifacts',
  memos: 'memos',
  jobs: 'jobs',
  outputs: 'outputs',
} as const;
