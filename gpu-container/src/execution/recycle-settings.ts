import { totalmem } from 'node:os';
import { z } from 'zod';

/** A cgroup's limit where there is one: half of what the replica has leaves room for the programs a stage starts. */
function usualMaxResidentBytes(): number {
  const limit = process.constrainedMemory();
  return Math.floor((limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / 2);
}

/** How long a worker goes on taking messages. Each bound is looked at between two tasks; none cuts one short. */
export const RecycleSettings = z.object({
  /** How long an execution waits for another message after a task that went well, in ms; 0: one message, then out. */
  POLYDUB_LINGER_MS: z.coerce.number().int().nonnegative().default(2_000),
  /** Most messages one execution takes. */
  POLYDUB_MESSAGES_PER_EXECUTION: z.coerce.number().int().positive().default(100),
  /**
   * No message is taken later than this after the start, in ms: the longest stage must still fit into the execution, and
   * a worker that is always busy makes way for a newer version.
   */
  POLYDUB_TAKE_FOR_MS: z.coerce.number().int().positive().default(600_000),
  /** Resident memory from which on no further message is taken, in bytes; half the memory there is unless told. */
  POLYDUB_RECYCLE_BYTES: z.coerce.number().int().positive().default(usualMaxResidentBytes),
  /**
   * Bytes in the work directory from which on no further message is taken; looked at where no cache is shared between
   * executions. A replica has 8 GiB of disk, and the next task must find room for its source and its models.
   */
  POLYDUB_RECYCLE_DISK_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(3 * 1024 ** 3),
});
