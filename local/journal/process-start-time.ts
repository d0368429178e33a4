import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where the start time stands in /proc/<pid>/stat, counted after the command name; proc(5) numbers it 22. */
const START_TIME_FIELD = 19;

/** The state of a process that has ended and that its parent has not asked about. */
const ZOMBIE = 'Z';

/**
 * When a process started, in a form that only serves to be compared; undefined when it has ended. Together with the
 * process id it tells a process from a later one with the same id.
 */
export async function processStartTime(pid: number): Promise<string | undefined> {
  try {
    if (process.platform !== 'linux') return (await run('ps', ['-p', String(pid), '-o', 'lstart='])).stdout.trim();
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command name may hold spaces and parentheses, so the fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === ZOMBIE ? undefined : fields[START_TIME_FIELD];
  } catch {
    return undefined;
  }
}
