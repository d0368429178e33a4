import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Logs kept of earlier executions. */
const MAX_LOGS = 200;

/** Removes the oldest logs of a job's executions, so that they do not grow without end; other files stay. */
export async function pruneLogs(directory: string, jobName: string): Promise<void> {
  const isLog = (file: string): boolean => file.startsWith(`${jobName}-`) && file.endsWith('.log');
  const files = (await readdir(directory)).filter(isLog).map((file) => join(directory, file));
  const dated = await Promise.all(files.map(async (file) => ({ file, modifiedMs: (await stat(file)).mtimeMs })));
  const oldest = dated.sort((a, b) => b.modifiedMs - a.modifiedMs).slice(MAX_LOGS);
  await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
}
