/** Matches `<container>/<blob>` against the path of a blob trigger; the answer holds the values of its parameters. */
export type BlobPathPattern = (container: string, blob: string) => Readonly<Record<string, string>> | undefined;

/**
 * Compiles the path of a blob trigger, for example `uploads/{jobId}/{name}.{extension}`. As in the Azure extension,
 * parameters match greedily, also over slashes; a path without a blob part matches every blob of the container; `{{`
 * and `}}` stand for braces.
 */
export function blobPathPattern(path: string): BlobPathPattern {
  const slash = path.indexOf('/');
  const container = compile(slash < 0 ? path : path.slice(0, slash));
  const blob = slash < 0 ? { pattern: /^.*$/s, names: [] } : compile(path.slice(slash + 1));
  return (containerName, blobName) => {
    const inContainer = container.pattern.exec(containerName);
    const inBlob = blob.pattern.exec(blobName);
    if (!inContainer || !inBlob) return undefined;
    const names = [...container.names, ...blob.names];
    const values = [...inContainer.slice(1), ...inBlob.slice(1)];
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  };
}

interface CompiledPart {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

function compile(template: string): CompiledPart {
  const names: string[] = [];
  const tokens = template.match(/\{\{|\}\}|\{[^{}]+\}|[\s\S]/g) ?? [];
  const source = tokens.map((token) => {
    if (token.length <= 2) return (token[0] ?? '').replace(/[.*+?^${}()|[\]\\]/, '\\$&');
    names.push(token.slice(1, -1));
    return '(.*)';
  });
  return { pattern: new RegExp(`^${source.join('')}$`, 's'), names };
}
