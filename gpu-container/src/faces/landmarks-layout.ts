import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';

/** Points per frame. */
const POINTS = landmarkSet.points.length;

/**
 * Bytes of a landmark file, all little-endian.
 *
 * | at | header, 32 bytes |
 * |---|---|
 * | 0 | `PDLM` |
 * | 4 | u16 layout version |
 * | 6 | u16 points per frame |
 * | 8 | u16 bytes per frame |
 * | 10 | u16 0 |
 * | 12 | f32 pixels per step of a coordinate |
 * | 16 | u32 width, 20: u32 height of the upright, full-size picture |
 * | 24 | 8 bytes of 0 |
 *
 * Then frames, those of one track after one another from `FaceTrack.landmarksOffset` on, tracks in the order of
 * `FaceTracks.tracks`:
 *
 * | at | frame |
 * |---|---|
 * | 0 | u8 confidence, 255 is 1 |
 * | 1 | u8 flags: 1 the mouth is visible |
 * | 2 | i16 yaw, 4: i16 pitch, 6: i16 roll, in hundredths of a degree |
 * | 8 | i16 x, i16 y of every slot, in steps |
 *
 * Coordinates are 16-bit steps and not floats because a face is all that grows with a video's length: an hour of one
 * face is 90 000 frames, 97 MB instead of 194. A step of 1/8 px at Full HD rounds by at most 1/16 px, a tenth of what
 * the model itself jitters. Points may lie outside the picture by half its longer side and more.
 */
export const landmarksLayout = {
  magic: 'PDLM',
  version: 1,
  headerBytes: 32,
  frameBytes: 8 + 4 * POINTS,
  framePointsAt: 8,
  flagMouthVisible: 1,
  angleSteps: 100,
  confidenceSteps: 255,
} as const;
