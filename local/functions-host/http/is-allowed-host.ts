/** Names of this machine that a Host header may carry. */
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request is addressed to this machine, or to a further name that was allowed. A web page whose name has been
 * made to point here ("DNS rebinding") names itself in the header, and must not reach a host without a key.
 */
export function isAllowedHost(header: string | undefined, furtherNames: readonly string[]): boolean {
  if (header === undefined) return false;
  const name = header.replace(/:\d+$/, '').toLowerCase();
  return LOOPBACK_NAMES.has(name) || furtherNames.includes(name);
}
