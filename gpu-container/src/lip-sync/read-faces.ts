import type { ScriptTrack } from '../../../pipeline/contracts/mouth-script.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { LandmarkReader } from '../faces/landmarks-file.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { describeMouth } from './describe-mouth.js';
import type { SeenFace } from './seen-face.js';

export interface ReadFacesParams {
  readonly reader: LandmarkReader;
  readonly track: ScriptTrack;
  readonly format: PictureFormat;
  /** Frames wanted; what lies outside the track is left out. */
  readonly firstFrame: number;
  readonly endFrame: number;
}

/** A face turned further than this to the side shows half a mouth, in degrees. */
const MAX_YAW_DEGREES = 38;
const MIN_CONFIDENCE = 0.5;

/** The faces of a track in consecutive frames, in pixels of the picture as it is stored. */
export async function readFaces(params: ReadFacesParams): Promise<readonly SeenFace[]> {
  const { reader, track, format } = params;
  const firstFrame = Math.max(track.firstFrame, params.firstFrame);
  const endFrame = Math.min(track.endFrame, params.endFrame);
  if (endFrame <= firstFrame) return [];
  const seen = await reader.read({ track, firstFrame, endFrame });
  const width = 2 * landmarkSet.points.length;
  return Array.from({ length: seen.frameCount }, (_, at): SeenFace => {
    const points = new Float64Array(width);
    for (let index = 0; index < width; index += 2) {
      const upright = { x: seen.points[at * width + index] ?? 0, y: seen.points[at * width + index + 1] ?? 0 };
      const { x, y } = storedPlace(upright, format);
      points[index] = x - 0.5; // the landmarks count from the picture's corner, samples from the first one's middle
      points[index + 1] = y - 0.5;
    }
    const isSeenWhole = seen.isMouthVisible[at] === 1 || isOnlyChinOutside(points, format);
    const isFacing = Math.abs(seen.pose[3 * at] ?? 0) <= MAX_YAW_DEGREES;
    const isUsable = isSeenWhole && isFacing && (seen.confidence[at] ?? 0) >= MIN_CONFIDENCE;
    return { frame: seen.firstFrame + at, points, traits: describeMouth(points), isUsable };
  });
}

/** A close-up that cuts the chin off still shows a mouth that can be spoken with. */
function isOnlyChinOutside(points: Float64Array, { width, height }: PictureFormat): boolean {
  const isInside = (slot: number, room: number) => {
    const [x, y] = [points[2 * slot] ?? 0, points[2 * slot + 1] ?? 0];
    return x > room && y > room && x < width - 1 - room && y < height - 1 - room;
  };
  return landmarkSet.groups.outerLips.every((slot) => isInside(slot, 4)) && !isInside(landmarkSet.named.chinTip, 0);
}

/** A place of the upright picture in the picture as it is stored, which a player turns clockwise to show it. */
function storedPlace(
  { x, y }: { readonly x: number; readonly y: number },
  { width, height, rotationDegrees }: PictureFormat,
): { readonly x: number; readonly y: number } {
  if (rotationDegrees === 90) return { x: y, y: height - x };
  if (rotationDegrees === 180) return { x: width - x, y: height - y };
  return rotationDegrees === 270 ? { x: width - y, y: x } : { x, y };
}
