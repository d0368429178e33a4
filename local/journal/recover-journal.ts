import { createReadStream } from 'node:fs';
import { decodeJournalLine } from './decode-journal-line.js';
import { JournalCorruptError } from './journal-corrupt-error.js';

const NEWLINE = 0x0a;

/** What a recovery found in a journal file. */
export interface RecoveredJournal {
  /** Bytes from the start of the file that hold only valid lines; what follows is a torn tail. */
  readonly validBytes: number;
  /** Bytes of the torn tail, 0 after a clean shutdown. */
  readonly tornBytes: number;
}

/**
 * Reads a journal from its start and hands every valid record to `onRecord`, in order.
 *
 * A damaged line with nothing valid after it is the write a crash interrupted: it was never acknowledged, and is
 * reported as torn. A missing file is an empty journal.
 *
 * @throws JournalCorruptError when valid lines follow a damaged one.
 */
export async function recoverJournal(file: string, onRecord: (record: unknown) => void): Promise<RecoveredJournal> {
  let validBytes = 0;
  let totalBytes = 0;
  let lineNumber = 0;
  let damagedLine: number | undefined;
  for await (const line of journalLines(file)) {
    lineNumber += 1;
    totalBytes += line.bytes.length + (line.isTerminated ? 1 : 0);
    const decoded = line.isTerminated ? decodeJournalLine(line.bytes) : { valid: false as const };
    if (!decoded.valid) {
      damagedLine ??= lineNumber;
      continue;
    }
    if (damagedLine !== undefined) throw new JournalCorruptError(file, damagedLine);
    validBytes = totalBytes;
    onRecord(decoded.record);
  }
  return { validBytes, tornBytes: totalBytes - validBytes };
}

interface JournalLine {
  readonly bytes: Buffer;
  readonly isTerminated: boolean;
}

async function* journalLines(file: string): AsyncGenerator<JournalLine> {
  let pending: Buffer[] = [];
  for await (const chunk of fileChunks(file)) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      pending.push(chunk.subarray(from, end));
      yield { bytes: Buffer.concat(pending), isTerminated: true };
      pending = [];
      from = end + 1;
    }
    if (from < chunk.length) pending.push(chunk.subarray(from));
  }
  if (pending.length > 0) yield { bytes: Buffer.concat(pending), isTerminated: false };
}

async function* fileChunks(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) yield chunk as Buffer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
