/** A turned square of a picture. Lengths in pixels of that picture, where the middle of the first pixel lies at 0.5. */
export interface FaceRegion {
  readonly x: number;
  readonly y: number;
  /** Side of the square. */
  readonly side: number;
  /** How far the face is turned clockwise, in radians. */
  readonly turn: number;
}
