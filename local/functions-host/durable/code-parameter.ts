import type { DurableEndpoints } from './durable-endpoints.js';

/** The query parameter that carries the key, when the host asks for one. */
export function codeParameter({ key }: DurableEndpoints): readonly string[] {
  return key === undefined ? [] : [`code=${encodeURIComponent(key)}`];
}
