import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import { canonicalJson } from '../../../pipeline/memo/canonical-json.js';
import type { ArtifactFiles } from './artifact-files.js';

export interface StoreJsonParams {
  readonly files: ArtifactFiles;
  readonly directory: string;
  /** File name without extension, unique within the unit. */
  readonly name: string;
  readonly value: unknown;
}

/** Stores JSON in canonical form, so equal values are one artifact. */
export async function storeJsonArtifact({ files, directory, name, value }: StoreJsonParams): Promise<ArtifactRef> {
  const path = join(directory, `${name}.json`);
  await writeFile(path, canonicalJson(value));
  return files.store(path, 'application/json');
}
