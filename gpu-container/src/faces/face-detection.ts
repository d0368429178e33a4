/** A face as the detector sees it. Lengths in pixels of the picture. */
export interface FaceDetection {
  /** 0…1. */
  readonly score: number;
  /** Middle of the box. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The person's right eye, left eye, nose tip, mouth, right ear, left ear: x, y of each. */
  readonly points: readonly number[];
}
