import type { RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import { keepModel } from '../../neural/keep-model.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import type { AffineMap } from '../../vision/affine-map.js';
import { createPatchCutter } from '../../vision/create-patch-cutter.js';
import type { FaceSquare } from '../../vision/face-square.js';
import { mapRectangle } from '../../vision/map-rectangle.js';
import { FACE_MESHES, type FaceMeshKind } from './face-meshes.js';

/** What a mesh sees in one square of a picture. */
export interface MeshLook {
  /** Across, down and depth of each point, in pixels of the patch, from its edge. */
  readonly values: Float32Array;
  /** Pixels of the patch to places in the picture. */
  readonly toPicture: AffineMap;
  /** How much it looks like a face, 0…1. */
  readonly confidence: number;
}

/** Looks at a square of a picture. */
export type LookForMesh = (picture: RgbPicture, square: FaceSquare) => Promise<MeshLook>;

/** One look of a MediaPipe face mesh at a time. Fails with `engine-missing` without the weights. */
export function createMeshLooker(deps: NeuralDeps, kind: FaceMeshKind): LookForMesh {
  const mesh = FACE_MESHES[kind];
  const cutter = createPatchCutter();
  const open = keepModel(deps, mesh.graph);
  const { size } = mesh;
  return async (picture, { centre, side, angle }) => {
    const session = await open();
    const rectangle = { centre, width: side, height: side, angle, patchWidth: size, patchHeight: size };
    const toPicture = mapRectangle(rectangle);
    const patch = cutter.cut({ picture, toPicture, width: size, height: size, channels: 'rgb', ...mesh.range });
    const outputs = await session.run({ [mesh.input]: mesh.wrap(patch) }).finally(patch.release);
    const { values, faceLogit } = mesh.read(outputs);
    return { values, toPicture, confidence: 1 / (1 + Math.exp(-faceLogit)) };
  };
}
