import type { JobOutput } from '../../pipeline/contracts/job-output.js';

/** A file of a job as it lies on this machine; `path` is absolute. The signed address is left out on purpose. */
export interface SavedOutput extends Omit<JobOutput, 'url'> {
  readonly path: string;
  /** `unchanged`: the same bytes lay there already. */
  readonly state: 'new' | 'unchanged';
}
