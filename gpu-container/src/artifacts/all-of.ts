import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';

/** Waits for several artifacts that are stored side by side. */
export async function allOf(
  storing: Readonly<Record<string, Promise<ArtifactRef>>>,
): Promise<Readonly<Record<string, ArtifactRef>>> {
  const stored = await Promise.all(Object.entries(storing).map(async ([name, ref]) => [name, await ref] as const));
  return Object.fromEntries(stored);
}
