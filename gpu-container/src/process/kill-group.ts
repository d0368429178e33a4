import type { ChildProcess } from 'node:child_process';

/** Ends a child and everything it started; harmless when it is gone already. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // the group is gone, or was never made: the child alone is what is left to end
  }
}
