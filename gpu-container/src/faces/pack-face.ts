import type { LandmarkFrames } from '../../../pipeline/faces/landmark-frames.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { steadyPoints } from '../../../pipeline/faces/steady-points.js';
import type { PictureSize } from './landmarks-file.js';
import { seeMouths } from './see-mouths.js';
import type { FollowedFace } from './sighting.js';

export interface PackFaceParams {
  readonly face: FollowedFace;
  readonly fullSize: PictureSize;
  /** Source pixels per pixel of the pictures the face was seen in. */
  readonly shrunk: Readonly<{ x: number; y: number }>;
}

/** The kept points of a followed face, steadied, in pixels of the full-size picture. */
export function packFace({ face, fullSize, shrunk }: PackFaceParams): LandmarkFrames {
  const { sightings, firstFrame } = face;
  const values = landmarkSet.points.length * 2;
  const points = new Float32Array(sightings.length * values);
  const pose = new Float32Array(sightings.length * 3);
  sightings.forEach(({ mesh, pose: { yaw, pitch, roll } }, frame) => {
    landmarkSet.points.forEach((point, slot) => {
      points[frame * values + 2 * slot] = (mesh.points[2 * point] ?? 0) * shrunk.x;
      points[frame * values + 2 * slot + 1] = (mesh.points[2 * point + 1] ?? 0) * shrunk.y;
    });
    pose.set([yaw, pitch, roll], frame * 3);
  });
  steadyPoints(points, sightings.length);
  const confidence = Float32Array.from(sightings, ({ mesh }) => mesh.presence);
  const isMouthVisible = seeMouths({ sightings, points, fullSize });
  return { firstFrame, frameCount: sightings.length, points, pose, confidence, isMouthVisible };
}
