import { spawnSync } from 'node:child_process';

/** Runs one pass over a clip in a process of its own and reports the most memory it had. One row of the table. */
export function measureMemory(path: string, seconds: number): string {
  const program = new URL('./pass-alone.js', import.meta.url).pathname;
  const { stdout, stderr } = spawnSync(process.execPath, [program, path], { encoding: 'utf8' });
  const [frames = '?', megabytes = stderr.slice(-200)] = stdout.trim().split(' ');
  return `| ${seconds} s | ${frames} | ${megabytes} |`;
}
