import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { FaceManifest } from '../contracts/face-manifest.js';
import { PipelineError } from '../errors/pipeline-error.js';

/** What the units of `track-faces` made, in the order they were cut, as one manifest. Fails with `internal`. */
export function collectFaces(
  units: ReadonlyArray<Readonly<{ outputs: Readonly<Record<string, ArtifactRef>> }>>,
): FaceManifest {
  const parts = units.map(({ outputs: { faces, landmarks } }, index) => {
    if (faces === undefined || landmarks === undefined) {
      throw new PipelineError('internal', `Part ${index} of the faces has no tracks or no landmarks.`);
    }
    return { faces, landmarks };
  });
  return { parts };
}
