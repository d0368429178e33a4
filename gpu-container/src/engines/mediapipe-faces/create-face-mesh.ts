import type { PicturePoint, RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import type { FaceLandmarker, FaceLandmarks } from '../../../../pipeline/ports/face-landmarker.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import { mapPoint } from '../../vision/affine-map.js';
import { type FaceSquare, faceSquare, landmarkSquare } from '../../vision/face-square.js';
import { createMeshLooker } from './create-mesh-looker.js';
import type { FaceMeshKind } from './face-meshes.js';

/** How much larger than the face the patch is (MediaPipe's value). */
const MARGIN = 1.5;
/** Outer corners of the eyes in the mesh. */
const EYES = [33, 263] as const;
const SURE = 0.5;

/**
 * MediaPipe face mesh: 468 points, or 478 with the irises. Looked at twice: first in the square of the detector, then
 * in the square of the points found, so that the answer hardly depends on who found the face. Fails with
 * `engine-missing` without the weights.
 */
export function createFaceMesh(deps: NeuralDeps, kind: FaceMeshKind): FaceLandmarker {
  const lookForMesh = createMeshLooker(deps, kind);
  const look = async (picture: RgbPicture, square: FaceSquare): Promise<FaceLandmarks> => {
    const { values, toPicture, confidence } = await lookForMesh(picture, square);
    const points = Array.from(
      { length: kind },
      (_, index): PicturePoint =>
        // The mesh counts from the edge of the patch.
        mapPoint(toPicture, { x: (values[3 * index] ?? 0) - 0.5, y: (values[3 * index + 1] ?? 0) - 0.5 }),
    );
    return { points, confidence };
  };
  return {
    pointCount: kind,
    locate: async ({ picture, face }) => {
      const first = await look(picture, faceSquare(face, MARGIN));
      if ((first.confidence ?? 0) < SURE) return first;
      return look(picture, landmarkSquare({ points: first.points, eyes: EYES, margin: MARGIN }));
    },
  };
}
