/** Raised when a journal holds a damaged line with valid lines after it: truncating there would lose acknowledged records. */
export class JournalCorruptError extends Error {
  override readonly name = 'JournalCorruptError';

  /**
   * @param file Path of the damaged journal.
   * @param line One-based number of the damaged line.
   */
  constructor(
    readonly file: string,
    readonly line: number,
  ) {
    super(
      `Journal ${file} is damaged at line ${line}: its checksum does not match, and valid records follow it. ` +
        'Restore the file from a copy, or move the directory away to start empty.',
    );
  }
}
