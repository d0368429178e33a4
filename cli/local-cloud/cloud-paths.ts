import { join } from 'node:path';

/** The files of a state directory that say which local cloud runs over it, who uses it and what it printed. */
export interface CloudPaths {
  readonly record: string;
  readonly lock: string;
  readonly users: string;
  readonly log: string;
}

/** Where those files are. */
export function cloudPaths(stateDirectory: string): CloudPaths {
  return {
    record: join(stateDirectory, 'local-cloud.json'),
    lock: join(stateDirectory, 'local-cloud.lock'),
    users: join(stateDirectory, 'local-cloud-users'),
    log: join(stateDirectory, 'local-cloud.log'),
  };
}
