import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import type { ArtifactFiles } from './artifact-files.js';

/** Reads and checks a JSON artifact. */
export async function readJsonArtifact<T extends z.ZodType>(
  files: ArtifactFiles,
  ref: ArtifactRef,
  schema: T,
): Promise<z.infer<T>> {
  return schema.parse(JSON.parse(await readFile(await files.fetch(ref), 'utf8')));
}
