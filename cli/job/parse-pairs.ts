import { InvalidArgumentError } from 'commander';

/** `name=value` options as a record; later ones of a name win. */
export type Pairs = Readonly<Record<string, string>>;

/** A commander option parser: `name=value`, repeatable. Only the first `=` divides, so values may hold more. */
export function parsePairs(given: string, before: Pairs | undefined): Pairs {
  const border = given.indexOf('=');
  const name = given.slice(0, Math.max(0, border)).trim();
  const value = given.slice(border + 1).trim();
  if (name === '' || value === '') throw new InvalidArgumentError('Write it as name=value.');
  return { ...before, [name]: value };
}
