import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** The models that find and follow faces, converted at build (scripts/models). */
export type FaceModelId = 'face-detector' | 'face-landmarks' | 'face-identity';

/** From `dist/gpu-container/src/faces`, and from the sources, which tests load. */
const FOLDERS = ['../../../models/faces', '../../../dist/models/faces'];

/** Where a face model lies. Fails with `engine-missing` when the build has not made it. */
export function faceModelPath(id: FaceModelId): string {
  const path = FOLDERS.map((folder) => join(import.meta.dirname, folder, `${id}.onnx`)).find(existsSync);
  if (path === undefined) {
    throw new PipelineError('engine-missing', `The model ${id} is not built; npm run setup makes it.`);
  }
  return path;
}
