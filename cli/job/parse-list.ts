/** A commander option parser: values given as `a,b` or by repeating the option, in order, without repeats or blanks. */
export function parseList(given: string, before: readonly string[] | undefined): readonly string[] {
  const values = given.split(',').map((one) => one.trim());
  return [...new Set([...(before ?? []), ...values.filter((one) => one !== '')])];
}
