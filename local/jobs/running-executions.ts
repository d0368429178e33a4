import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { processStartTime } from '../journal/process-start-time.js';
import { processesWithEnvironment } from './processes-with-environment.js';

/** The variable that carries an execution's name, as in Azure; whatever the execution starts inherits it. */
const NAME_VARIABLE = 'CONTAINER_APP_JOB_EXECUTION_NAME';

const recordSchema = z.strictObject({ name: z.string(), pid: z.int().positive(), startTime: z.string() });

/** Files that say which processes run, so that a later life can end those this one left behind. */
export class RunningExecutions {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Takes note of a process that was just started. */
  async add(name: string, pid: number): Promise<void> {
    const startTime = await processStartTime(pid);
    // A process that has ended already needs no record.
    if (startTime === undefined) return;
    await mkdir(this.#directory, { recursive: true });
    await writeFile(this.#fileOf(name), JSON.stringify({ name, pid, startTime }));
  }

  async remove(name: string): Promise<void> {
    await rm(this.#fileOf(name), { force: true });
  }

  /**
   * Ends what an earlier life left running, and what that had started in turn; resolves to how many processes it
   * ended. Only processes that carry the execution's name in their environment, or that have both the id and the
   * start time on record, are touched.
   */
  async sweep(): Promise<number> {
    const files = await readdir(this.#directory).catch(() => []);
    let ended = 0;
    for (const file of files) {
      const path = join(this.#directory, file);
      const record = recordSchema.safeParse(parseJson(await readFile(path, 'utf8')));
      if (record.success) ended += await endProcessesOf(record.data);
      await rm(path, { force: true });
    }
    return ended;
  }

  #fileOf(name: string): string {
    return join(this.#directory, `${name}.json`);
  }
}

async function endProcessesOf({ name, pid, startTime }: z.output<typeof recordSchema>): Promise<number> {
  const pids = new Set(await processesWithEnvironment(NAME_VARIABLE, name));
  if ((await processStartTime(pid)) === startTime) pids.add(pid);
  for (const each of pids) kill(each);
  return pids.size;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A record cut short by a crash is no record. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
