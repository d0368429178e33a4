import { readFileSync } from 'node:fs';

/** Field of /proc/<pid>/stat that tells when a process started, counted after the command's closing parenthesis. */
const startTimeField = 19;

/** When a process started, in ticks since boot: with the pid it names one process. Undefined where /proc does not say. */
export function processStart(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[startTimeField];
  } catch {
    return undefined;
  }
}
