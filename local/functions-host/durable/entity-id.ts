/** Scheduler id of an entity, `@name@key`; the name is compared without case, so it is stored in lower case. */
export function entityId(name: string, key: string): string {
  return `@${name.toLowerCase()}@${key}`;
}
