/**
 * The settings a reader of the environment asks for, told by letting it read an empty one.
 * @param {(env: Readonly<Record<string, string | undefined>>) => unknown} read
 * @returns {readonly string[]}
 */
export function recordReads(read) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @type {Record<string, string | undefined>} */
  const empty = {};
  const env = new Proxy(empty, {
    get: (_, name) => {
      if (typeof name === 'string') names.add(name);
      return undefined;
    },
  });
  try {
    read(env);
  } catch {
    // a reader that refuses an empty environment has asked for its settings by then
  }
  return [...names];
}
