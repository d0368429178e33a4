/** Raised when another living process has a journal open: two writers would destroy it. */
export class JournalInUseError extends Error {
  override readonly name = 'JournalInUseError';

  /**
   * @param file Path of the journal.
   * @param pid Process that has it open.
   */
  constructor(
    readonly file: string,
    readonly pid: number,
  ) {
    super(`Journal ${file} is in use by process ${pid}. End that process, or choose another directory.`);
  }
}
