import { InvalidArgumentError } from 'commander';

/** A commander argument parser: a job id, which never holds anything that means something in an address. */
export function parseJobId(given: string): string {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(given)) return given;
  throw new InvalidArgumentError('A job id looks like job_… ; polydub list shows them.');
}
