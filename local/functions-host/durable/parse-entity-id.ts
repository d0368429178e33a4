/** The parts of a scheduler id. */
export function parseEntityId(id: string): { readonly name: string; readonly key: string } {
  const separator = id.indexOf('@', 1);
  return { name: id.slice(1, separator), key: id.slice(separator + 1) };
}
