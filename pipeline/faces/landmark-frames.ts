/**
 * The landmarks of one face in consecutive frames, unpacked. Points in pixels of the upright, full-size picture, where
 * the middle of the first pixel lies at 0.5.
 */
export interface LandmarkFrames {
  /** Number of the first frame, as in the frame index. */
  readonly firstFrame: number;
  readonly frameCount: number;
  /** Frame after frame, x and y of every slot of the landmark set. */
  readonly points: Float32Array;
  /** Degrees, three per frame: yaw (positive: the person turns to their left), pitch (positive: up), roll (positive: clockwise). */
  readonly pose: Float32Array;
  /** Confidence 0…1 of the landmark model, one per frame. */
  readonly confidence: Float32Array;
  /** 1 where mouth and chin are inside the picture and nothing hides them, else 0; one per frame. */
  readonly isMouthVisible: Uint8Array;
}
