import { InvalidArgumentError } from 'commander';

/** A commander option parser: a whole number above zero. */
export function parseCount(given: string): number {
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new InvalidArgumentError('Give a whole number, 1 or more.');
}
