import { readdir } from 'node:fs/promises';
import type { JobTrace } from '../../pipeline/contracts/job-trace.js';
import { spanAttributes as at } from '../../pipeline/contracts/span-attributes.js';
import type { CloudDub } from '../dub/dub-in-cloud.js';

/** What executions of a stage took, in ms. */
export interface StageTimes {
  readonly stage: string;
  readonly tasks: number;
  /** From the start of a process until it could take a message, of the processes that took their first message here. */
  readonly startMs: number;
  readonly workMs: number;
}

/** The executions of a job by stage, from its trace. */
export function readStageTimes({ spans }: JobTrace): readonly StageTimes[] {
  const times = new Map<string, StageTimes>();
  for (const { name, attributes, startMs, endMs = startMs } of spans) {
    if (!name.startsWith('execute ')) continue;
    const stage = name.slice('execute '.length);
    const before = times.get(stage) ?? { stage, tasks: 0, startMs: 0, workMs: 0 };
    const start = attributes[at.workerStartMs];
    times.set(stage, {
      stage,
      tasks: before.tasks + 1,
      startMs: before.startMs + (typeof start === 'number' ? start : 0),
      workMs: before.workMs + endMs - startMs,
    });
  }
  return [...times.values()];
}

/** Processes that were started for a job, those included that found nothing to do. */
export async function countProcesses({ logDirectory }: CloudDub): Promise<number> {
  return (await readdir(logDirectory)).length;
}
