import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processStart } from './process-start.js';

/** Writes down a running process and when it started; returns the file to remove when it has ended. */
export function rememberExecution(stateDirectory: string, pid: number): string {
  mkdirSync(stateDirectory, { recursive: true });
  const path = join(stateDirectory, `${pid}.json`);
  writeFileSync(path, JSON.stringify({ pid, start: processStart(pid) ?? null }));
  return path;
}
