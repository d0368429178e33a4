import type { SpeakerCrop } from '../../../../pipeline/ports/active-speaker.js';
import type { FaceBox, RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import type { PatchCutter } from '../../vision/create-patch-cutter.js';
import { mapRectangle } from '../../vision/map-rectangle.js';

/** Side of a crop in pixels. */
export const CROP_SIZE = 112;

/**
 * The published demonstration cuts 1.4 boxes around a face, reaching further down, and keeps the middle half of that:
 * 0.7 of the box's longer side, centred 0.2 below its middle.
 */
const SHARE = 0.7;
const LOWER = 0.2;
/** What it fills in outside the picture. */
const OUTSIDE = 110;

/** The lower half of a face in grey. */
export function cropSpeakingFace(
  cutter: PatchCutter,
  picture: RgbPicture,
  { left, top, width, height }: FaceBox,
): SpeakerCrop {
  const longest = Math.max(width, height);
  const centre = { x: left + width / 2, y: top + height / 2 + LOWER * longest };
  const side = SHARE * longest;
  const toPicture = mapRectangle({
    centre,
    width: side,
    height: side,
    patchWidth: CROP_SIZE,
    patchHeight: CROP_SIZE,
  });
  const square = { picture, toPicture, width: CROP_SIZE, height: CROP_SIZE, scale: 1, offset: 0, outside: OUTSIDE };
  const { data: planes, release } = cutter.cut({ ...square, channels: 'rgb' });
  const area = CROP_SIZE * CROP_SIZE;
  const data = new Uint8Array(area);
  for (let at = 0; at < area; at++) {
    const grey = 0.299 * (planes[at] ?? 0) + 0.587 * (planes[area + at] ?? 0) + 0.114 * (planes[2 * area + at] ?? 0);
    data[at] = Math.round(grey);
  }
  release();
  return { data };
}
