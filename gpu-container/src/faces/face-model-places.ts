import { join } from 'node:path';

/** From `dist/gpu-container/src/faces`, and from the sources, which tests load. */
const FOLDERS = ['../../../models/faces', '../../../dist/models/faces'];

/** Where the build puts a face model, or the manifest of all of them: any one of these places. */
export function faceModelPlaces(
  id: 'face-detector' | 'face-landmarks' | 'face-identity' | 'manifest',
): readonly string[] {
  const name = id === 'manifest' ? 'manifest.json' : `${id}.onnx`;
  return FOLDERS.map((folder) => join(import.meta.dirname, folder, name));
}
