import { readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { JournalInUseError } from './journal-in-use-error.js';
import { processStartTime } from './process-start-time.js';

const ownerSchema = z.strictObject({ pid: z.int().positive(), startTime: z.string() });

/**
 * Claims a journal for this process with a file beside it; resolves to what gives the claim up. The claim of a process
 * that was killed is void: the start time on record tells it from a later process with the same id.
 *
 * @throws JournalInUseError when another living process has claimed it.
 */
export async function claimJournal(file: string): Promise<() => Promise<void>> {
  const claim = `${file}.owner`;
  const owner = await readOwner(claim);
  const isAnother = owner && owner.pid !== process.pid;
  if (isAnother && (await processStartTime(owner.pid)) === owner.startTime)
    throw new JournalInUseError(file, owner.pid);
  const startTime = await processStartTime(process.pid);
  await writeFile(claim, JSON.stringify({ pid: process.pid, startTime: startTime ?? 'unknown' }));
  return () => rm(claim, { force: true });
}

async function readOwner(claim: string): Promise<z.output<typeof ownerSchema> | undefined> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(claim, 'utf8')));
  } catch {
    // Absent, or cut short by a crash while it was written: nobody's.
    return undefined;
  }
}
