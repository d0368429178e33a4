import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the workers that run under a cloud, by their command line and parent. */
export function workerProcesses(cloudPid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return parent === cloudPid && command.includes('gpu-container/src/main.js');
      } catch {
        return false; // ended while we looked
      }
    });
}
