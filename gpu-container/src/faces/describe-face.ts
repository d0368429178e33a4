import type { FaceTrack } from '../../../pipeline/contracts/face-tracks.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { LandmarkFrames } from '../../../pipeline/faces/landmark-frames.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { FollowedFace } from './sighting.js';

export interface DescribeFaceParams {
  readonly id: string;
  readonly frames: Pick<FrameIndex, 'timesMs' | 'endMs'>;
  readonly landmarks: LandmarkFrames;
  readonly identities: FollowedFace['identities'];
  readonly landmarksOffset: number;
}

const { rightEyeOuter, leftEyeOuter } = landmarkSet.named;
/** Of what is stored of the identity vector: a thousandth is a thirtieth of a typical component. */
const IDENTITY_STEPS = 1000;

/** The track of a face whose landmarks lie at that offset. */
export function describeFace(params: DescribeFaceParams): FaceTrack {
  const { id, frames, landmarks, landmarksOffset } = params;
  const { firstFrame, frameCount, pose, confidence, isMouthVisible } = landmarks;
  const endFrame = firstFrame + frameCount;
  const yaws = Array.from({ length: frameCount }, (_, frame) => Math.abs(pose[frame * 3] ?? 0));
  return {
    ...{ id, firstFrame, endFrame, landmarksOffset },
    startMs: frames.timesMs[firstFrame] ?? 0,
    endMs: frames.timesMs[endFrame] ?? frames.endMs,
    eyeDistancePx: round(median(eyeDistances(landmarks)), 100),
    yawDegrees: round(median(yaws), 100),
    visibleMouth: round(mean(isMouthVisible), 1000),
    confidence: round(mean(confidence), 1000),
    identity: meanIdentity(params.identities),
  };
}

const round = (value: number, steps: number): number => Math.round(value * steps) / steps;
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function eyeDistances({ points, frameCount }: LandmarkFrames): readonly number[] {
  const values = landmarkSet.points.length * 2;
  return Array.from({ length: frameCount }, (_, frame) => {
    const at = (slot: number, axis: 0 | 1): number => points[frame * values + 2 * slot + axis] ?? 0;
    return Math.hypot(at(leftEyeOuter, 0) - at(rightEyeOuter, 0), at(leftEyeOuter, 1) - at(rightEyeOuter, 1));
  });
}

function meanIdentity(identities: FollowedFace['identities']): number[] {
  const sum = new Float64Array(identities[0]?.vector.length ?? 0);
  for (const { vector, weight } of identities) {
    vector.forEach((value, at) => {
      sum[at] = (sum[at] ?? 0) + value * weight;
    });
  }
  const length = Math.hypot(...sum) || 1;
  return Array.from(sum, (value) => round(value / length, IDENTITY_STEPS));
}
