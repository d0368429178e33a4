/** A picture as 8-bit red, green, blue, row by row. */
export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  /** `width · height · 3` bytes. */
  readonly data: Uint8Array;
}

/** A place in a picture in pixels; the centre of the first pixel is (0, 0). */
export interface PicturePoint {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in a picture in pixels; may reach over its edges. */
export interface FaceBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The points that several detectors mark; "right" is the person's own right, left in the picture. */
export interface FacePoints {
  readonly rightEye: PicturePoint;
  readonly leftEye: PicturePoint;
  readonly nose: PicturePoint;
  /** Corners of the mouth where the detector tells them apart, else its middle twice. */
  readonly mouthRight: PicturePoint;
  readonly mouthLeft: PicturePoint;
}

/** One face found in a picture. */
export interface DetectedFace {
  readonly box: FaceBox;
  /** How sure the detector is, 0…1. */
  readonly score: number;
  /** Absent for detectors that find boxes only. */
  readonly points?: FacePoints;
}

/** Finds faces in one picture; the surest first, none twice. */
export interface FaceDetector {
  detect(picture: RgbPicture): Promise<readonly DetectedFace[]>;
}
