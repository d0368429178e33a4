import { join } from 'node:path';
import { z } from 'zod';
import type { RunUnit } from './unit-context.js';

const Params = z.strictObject({ container: z.string(), blob: z.string(), etag: z.string() });

/** `ingest`: an uploaded blob, in exactly the pinned version, as an artifact. Output file. */
export const runIngest: RunUnit = async ({ unit, directory, artifacts, sources, signal }) => {
  const path = join(directory, 'source');
  await sources.download(Params.parse(unit.params), path, signal);
  return { file: await artifacts.store(path, 'application/octet-stream') };
};
