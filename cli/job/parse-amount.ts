import { InvalidArgumentError } from 'commander';

/** A commander option parser: an amount of money above 0, in US dollars. */
export function parseAmount(given: string): number {
  const amount = Number(given);
  if (!Number.isFinite(amount) || amount <= 0)
    throw new InvalidArgumentError('Give an amount in US dollars, such as 0.50.');
  return amount;
}
