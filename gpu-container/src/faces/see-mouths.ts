import { findHidden } from '../../../pipeline/faces/find-hidden.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { PictureSize } from './landmarks-file.js';
import type { Sighting } from './sighting.js';

export interface SeeMouthsParams {
  readonly sightings: readonly Sighting[];
  /** Frame after frame, x and y of every slot, in pixels of the full-size picture. */
  readonly points: Float32Array;
  readonly fullSize: PictureSize;
}

const { outerLips } = landmarkSet.groups;
const { chinTip } = landmarkSet.named;

/** For each frame 1 where mouth and chin are inside the picture and nothing seems to hide them. */
export function seeMouths({ sightings, points, fullSize }: SeeMouthsParams): Uint8Array {
  const values = landmarkSet.points.length * 2;
  const hidden = findHidden(sightings.map(({ pose, lowerFace }) => ({ yawDegrees: pose.yaw, thumbnail: lowerFace })));
  return Uint8Array.from(sightings, (_, frame) => {
    const isInside = (slot: number): boolean => {
      const x = points[frame * values + 2 * slot] ?? -1;
      const y = points[frame * values + 2 * slot + 1] ?? -1;
      return x >= 0 && y >= 0 && x <= fullSize.width && y <= fullSize.height;
    };
    return !hidden[frame] && [...outerLips, chinTip].every(isInside) ? 1 : 0;
  });
}
