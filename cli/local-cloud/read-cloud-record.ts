import { readFile } from 'node:fs/promises';
import { cloudPaths } from './cloud-paths.js';
import { CloudRecord } from './cloud-record.js';
import { isSameProcess } from './is-same-process.js';

/** The cloud that runs over a state directory, or undefined where none does. */
export async function readCloudRecord(stateDirectory: string): Promise<CloudRecord | undefined> {
  const text = await readFile(cloudPaths(stateDirectory).record, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const record = parse(text);
  if (record === undefined) return undefined;
  return (await isSameProcess({ pid: record.pid, startTime: record.processStartTime })) ? record : undefined;
}

function parse(text: string): CloudRecord | undefined {
  try {
    return CloudRecord.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // cut off by a crash while it was written: as good as none
  }
}
