import type { DocumentStore } from '../../../pipeline/ports/document-store.js';

/** Documents in memory, as JSON text: what comes out is never what went in. */
export function createMemoryDocumentStore(): DocumentStore {
  const stored = new Map<string, string>();
  const read = (path: string): unknown | undefined => {
    const text = stored.get(path);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    read: async (path) => read(path),
    write: async (path, value) => {
      stored.set(path, JSON.stringify(value));
    },
    create: async (path, value) => {
      if (stored.has(path)) return false;
      stored.set(path, JSON.stringify(value));
      return true;
    },
    update: async (path, change) => {
      stored.set(path, JSON.stringify(change(read(path))));
    },
    exists: async (path) => stored.has(path),
    listFolders: async (prefix) => {
      const below = [...stored.keys()]
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length));
      return [
        ...new Set(below.filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/')))),
      ].sort();
    },
  };
}
