import { existsSync } from 'node:fs';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { faceModelPlaces } from './face-model-places.js';

/** The models that find and follow faces, converted at build (scripts/models). */
export type FaceModelId = 'face-detector' | 'face-landmarks' | 'face-identity';

/** Where a face model lies. Fails with `engine-missing` when the build has not made it. */
export function faceModelPath(id: FaceModelId): string {
  const path = faceModelPlaces(id).find(existsSync);
  if (path === undefined) {
    throw new PipelineError('engine-missing', `The model ${id} is not built; npm run setup makes it.`);
  }
  return path;
}
