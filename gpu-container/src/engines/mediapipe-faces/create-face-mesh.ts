import type { PicturePoint, RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import type { FaceLandmarker, FaceLandmarks } from '../../../../pipeline/ports/face-landmarker.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import { mapPoint } from '../../vision/affine-map.js';
import { createPatchCutter } from '../../vision/create-patch-cutter.js';
import { type FaceSquare, faceSquare, landmarkSquare } from '../../vision/face-square.js';
import { mapRectangle } from '../../vision/map-rectangle.js';
import { FACE_MESHES, type FaceMeshKind } from './face-meshes.js';

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
  const mesh = FACE_MESHES[kind];
  const cutter = createPatchCutter();
  const look = async (picture: RgbPicture, { centre, side, angle }: FaceSquare): Promise<FaceLandmarks> => {
    const session = await openModel(deps, mesh.graph);
    const { size } = mesh;
    const rectangle = { centre, width: side, height: side, angle, patchWidth: size, patchHeight: size };
    const toPicture = mapRectangle(rectangle);
    const patch = cutter.cut({ picture, toPicture, width: size, height: size, channels: 'rgb', ...mesh.range });
    const feeds = { [mesh.input]: mesh.wrap(patch) };
    const { values, faceLogit } = mesh.read(await session.run(feeds).finally(patch.release));
    const points = Array.from(
      { length: kind },
      (_, index): PicturePoint =>
        // The mesh counts from the edge of the patch.
        mapPoint(toPicture, { x: (values[3 * index] ?? 0) - 0.5, y: (values[3 * index + 1] ?? 0) - 0.5 }),
    );
    return { points, confidence: 1 / (1 + Math.exp(-faceLogit)) };
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
