import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import { regionOfMesh } from '../../../pipeline/faces/region-of-mesh.js';

/** How far the middle of a face may move between two pictures, in its own size, and how much it may grow. */
const FARTHEST = 0.3;
const GROWTH = 1.4;

/** Whether two meshes can be of one face: in one picture, or in two that follow one another. */
export function isSameFace(a: FaceMesh, b: FaceMesh): boolean {
  const [here, there] = [regionOfMesh(a), regionOfMesh(b)];
  const larger = Math.max(here.side, there.side);
  const distance = Math.hypot(here.x - there.x, here.y - there.y);
  return distance < FARTHEST * larger && larger < GROWTH * Math.min(here.side, there.side);
}
