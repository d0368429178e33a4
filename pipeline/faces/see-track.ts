import type { FaceTrack } from '../contracts/face-tracks.js';
import type { FrameIndex } from '../contracts/frame-index.js';
import type { LandmarkFrames } from './landmark-frames.js';
import { lipMotion } from './lip-motion.js';
import { quickMotion } from './quick-motion.js';
import type { SeenFrame } from './seen-track.js';

export interface SeeTrackParams {
  readonly track: Pick<FaceTrack, 'firstFrame' | 'startMs' | 'endMs' | 'eyeDistancePx'>;
  readonly landmarks: LandmarkFrames;
  /** The times of frames; without them a track's frames are taken to follow at a steady pace. */
  readonly frames: Pick<FrameIndex, 'timesMs'> | undefined;
}

/** Smaller than this a mouth is a dozen pixels wide and nobody reads from it, in pixels between the outer eye corners. */
const SMALLEST_EYE_DISTANCE_PX = 28;
/** Turned further, the far corner of the mouth is out of sight, in degrees. */
const FARTHEST_YAW = 40;
/** Changes of the opening are taken over two frames, which halves what trembles. */
const STEP = 1;

/** What the mouth of a track does in each of its frames. */
export function seeTrack({ track, landmarks, frames }: SeeTrackParams): readonly SeenFrame[] {
  const paceMs = (track.endMs - track.startMs) / Math.max(1, landmarks.frameCount);
  const at = (frame: number): number => {
    if (frame >= landmarks.frameCount) return track.endMs;
    return frames?.timesMs[track.firstFrame + frame] ?? track.startMs + frame * paceMs;
  };
  const timesMs = Array.from({ length: landmarks.frameCount }, (_, frame) => at(frame));
  const motions = lipMotion(landmarks);
  const quick = quickMotion(motions, timesMs);
  const isSmall = track.eyeDistancePx < SMALLEST_EYE_DISTANCE_PX;
  const last = landmarks.frameCount - 1;
  return quick.map((motion, frame) => {
    const [before, after] = [Math.max(0, frame - STEP), Math.min(last, frame + STEP)];
    const seconds = Math.max(1, (timesMs[after] ?? 0) - (timesMs[before] ?? 0)) / 1000;
    const isTurned = Math.abs(landmarks.pose[frame * 3] ?? 0) > FARTHEST_YAW;
    const isHidden = landmarks.isMouthVisible[frame] === 0;
    return {
      timeMs: at(frame),
      endMs: at(frame + 1),
      motion,
      speed: ((motions[after]?.[0] ?? 0) - (motions[before]?.[0] ?? 0)) / seconds,
      fault: isSmall ? 'too-small' : isTurned ? 'profile' : isHidden ? 'hidden' : undefined,
    };
  });
}
