import type { LandmarkFrames } from '../../../pipeline/faces/landmark-frames.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { ActiveSpeaker, SpeakerCrop } from '../../../pipeline/ports/active-speaker.js';
import type { UprightPicture, UprightPictures } from './open-upright-pictures.js';

/** One person in a stretch of frames, as an active speaker model looks at them. */
export interface SpeakerView {
  readonly person: string;
  readonly landmarks: LandmarkFrames;
  /** When the first of its frames is shown, in ms. */
  readonly startMs: number;
  /** Grows picture by picture, at the model's own rate. */
  readonly crops: SpeakerCrop[];
}

export interface CropSpeakerParams {
  readonly view: SpeakerView;
  readonly picture: UprightPicture;
  /** When the picture is no longer shown, in ms. */
  readonly endMs: number;
  readonly shrunk: UprightPictures['shrunk'];
  readonly activeSpeaker: ActiveSpeaker;
}

/** Adds what the model is to see of a person in one picture, as often as its rate asks for; nothing outside the view. */
export function cropSpeaker({ view, picture, endMs, shrunk, activeSpeaker }: CropSpeakerParams): void {
  const { landmarks, crops, startMs } = view;
  const at = picture.frame - landmarks.firstFrame;
  if (at < 0 || at >= landmarks.frameCount) return;
  const wanted = Math.round(((endMs - startMs) * activeSpeaker.frameRateHz) / 1000);
  if (crops.length >= wanted) return;
  const crop = activeSpeaker.cropFace(picture, boxOf(landmarks, at, shrunk));
  while (crops.length < wanted) crops.push(crop);
}

/** From the hairline to the chin, in pixels of the small picture. */
function boxOf({ points }: LandmarkFrames, at: number, shrunk: UprightPictures['shrunk']) {
  const start = at * landmarkSet.points.length * 2;
  const of = (axis: 0 | 1) => landmarkSet.groups.faceOval.map((slot) => points[start + 2 * slot + axis] ?? 0);
  const [xs, ys] = [of(0).map((x) => x / shrunk.x - 0.5), of(1).map((y) => y / shrunk.y - 0.5)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}
