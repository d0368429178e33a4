import type { FaceMesh } from '../../../../pipeline/faces/face-mesh.js';
import type { DetectedFace, FaceDetector } from '../../../../pipeline/ports/face-detector.js';
import type { FaceDetection } from '../../faces/face-detection.js';
import type { FaceModels } from '../../faces/open-face-models.js';
import type { NeuralDeps } from '../../neural/open-model.js';
import { createMeshLooker, type MeshLook } from './create-mesh-looker.js';

/** Of its 478 points: the others are the irises. */
const POINTS = 468;
/** The pixels of a picture are counted from the middle of the first one by detectors, from its edge by trackers. */
const PIXEL_MIDDLE = 0.5;

/**
 * What follows faces with MediaPipe's mesh of 478 points, wherever a detector finds them. Fails with `engine-missing`
 * without the weights.
 */
export function createMediapipeTracker(
  deps: NeuralDeps,
  detector: FaceDetector,
): Pick<FaceModels, 'detector' | 'landmarks'> {
  const look = createMeshLooker(deps, 478);
  return {
    detector: {
      detect: async ({ picture }, minScore) => {
        const found = await detector.detect(picture);
        return found.filter(({ score }) => score >= minScore).map(asDetection);
      },
    },
    landmarks: {
      find: async ({ picture }, { x, y, side, turn }) => {
        const centre = { x: x - PIXEL_MIDDLE, y: y - PIXEL_MIDDLE };
        return asMesh(await look(picture, { centre, side, angle: turn }));
      },
    },
  };
}

function asDetection({ box: { left, top, width, height }, score, points }: DetectedFace): FaceDetection {
  const middle = { x: left + width / 2, y: top + height / 2 };
  const eyes = points === undefined ? [] : [points.rightEye, points.leftEye];
  return { ...middle, score, width, height, points: eyes.flatMap(({ x, y }) => [x + PIXEL_MIDDLE, y + PIXEL_MIDDLE]) };
}

function asMesh({ values, toPicture: { a, b, c, d, e, f }, confidence }: MeshLook): FaceMesh {
  const points = new Float32Array(2 * POINTS);
  const depths = new Float32Array(POINTS);
  const scale = Math.hypot(a, d);
  for (let point = 0; point < POINTS; point++) {
    const [u, v] = [(values[3 * point] ?? 0) - PIXEL_MIDDLE, (values[3 * point + 1] ?? 0) - PIXEL_MIDDLE];
    points[2 * point] = a * u + b * v + c + PIXEL_MIDDLE;
    points[2 * point + 1] = d * u + e * v + f + PIXEL_MIDDLE;
    depths[point] = (values[3 * point + 2] ?? 0) * scale;
  }
  return { points, depths, presence: confidence };
}
