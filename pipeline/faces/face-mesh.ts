/** All points of one face in one picture. */
export interface FaceMesh {
  /** x and y of 468 points, those of the lips refined; the middle of the first pixel lies at 0.5. */
  readonly points: Float32Array;
  /** Depth of each point in pixels, the smaller the nearer to the camera; comparable within one face only. */
  readonly depths: Float32Array;
  /** How sure the model is that this is a face, 0…1. */
  readonly presence: number;
}
