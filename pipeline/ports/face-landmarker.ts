import type { DetectedFace, PicturePoint, RgbPicture } from './face-detector.js';

export interface LocateLandmarksParams {
  readonly picture: RgbPicture;
  /** Where the face is; the eyes, where told, also say how it is turned. */
  readonly face: DetectedFace;
}

/** The points of one face, in the model's own order, in pixels of the picture. */
export interface FaceLandmarks {
  readonly points: readonly PicturePoint[];
  /** How sure the model is that it looks at a face, 0…1; absent for models that do not say. */
  readonly confidence?: number;
}

/** Finds the points of a face: 68 (iBUG), 468 or 478 (MediaPipe face mesh). */
export interface FaceLandmarker {
  readonly pointCount: number;
  locate(params: LocateLandmarksParams): Promise<FaceLandmarks>;
}
