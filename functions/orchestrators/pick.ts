import type { ArtifactRef } from '../../pipeline/contracts/artifact-ref.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { Artifacts } from './need-stage.js';

/** The named artifacts out of all known ones. Optional names may be missing; the others fail with `internal`. */
export function pick(all: Artifacts, names: readonly string[], optional: readonly string[] = []): Artifacts {
  const picked: Record<string, ArtifactRef> = {};
  for (const name of [...names, ...optional]) {
    const ref = all[name];
    if (ref !== undefined) picked[name] = ref;
    else if (!optional.includes(name)) throw new PipelineError('internal', `No earlier stage made "${name}".`);
  }
  return picked;
}
