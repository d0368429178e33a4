import { writeFile } from 'node:fs/promises';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';

/** Writes a text file as UTF-8. Fails with `request-invalid` when the place cannot be written to. */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, 'utf8');
  } catch (error) {
    throw new PipelineError('request-invalid', `${path} cannot be written.`, { cause: error });
  }
}
