import { spanAttributes as at } from '../../../pipeline/contracts/span-attributes.js';
import type { ArtifactFiles } from '../artifacts/artifact-files.js';
import type { UnitTrace } from './unit-trace.js';

/** A file that was on this machine already is found within this, in ms. */
const worthTellingMs = 1;

/** The same artifacts; every transfer worth telling is told in the unit's trace. */
export function traceArtifacts(artifacts: ArtifactFiles, trace: UnitTrace): ArtifactFiles {
  return {
    fetch: (ref) => {
      const attributes = { [at.artifact]: ref.sha256, [at.sizeBytes]: ref.sizeBytes };
      const about = { name: 'fetch artifact', kind: 'client', attributes, atLeastMs: worthTellingMs } as const;
      return trace.call(about, () => artifacts.fetch(ref));
    },
    store: (path, mediaType) =>
      trace.call({ name: 'store artifact', kind: 'client', attributes: {} }, () => artifacts.store(path, mediaType)),
    get transferMs() {
      return artifacts.transferMs;
    },
  };
}
