import type { FrameIndex } from '../contracts/frame-index.js';
import type { ShotList } from '../contracts/shot-list.js';
import { cutFrames } from './cut-frames.js';

/** Frames that one unit of `track-faces` looks at; its parameters. */
export type FaceStretch = Readonly<{
  firstFrame: number;
  /** The first frame it does not look at. */
  endFrame: number;
}>;

/** A unit loads its models once and reads from a key frame on: shorter ones would do that for little, longer ones keep others waiting. */
const MOST_MS = 60_000;

export interface CutFacesParams {
  readonly frames: Pick<FrameIndex, 'timesMs'>;
  readonly shots: Pick<ShotList, 'cutsMs'>;
  /** About the longest a stretch may last, in ms; a minute unless told. */
  readonly mostMs?: number;
}

/**
 * Cuts a source into stretches to look for faces in, each of whole shots as far as they fit into a minute; a longer shot
 * is cut into equal pieces, and its faces are the same people by their looks. Every frame is in exactly one stretch.
 */
export function cutFaces({ frames, shots, mostMs = MOST_MS }: CutFacesParams): readonly FaceStretch[] {
  const { timesMs } = frames;
  const at = (frame: number): number => timesMs[frame] ?? timesMs.at(-1) ?? 0;
  const borders = [0, ...cutFrames(frames, shots), timesMs.length];
  const pieces = borders
    .slice(1)
    .flatMap((end, index) => cutShot({ firstFrame: borders[index] ?? 0, endFrame: end }, at, mostMs));
  const stretches: FaceStretch[] = [];
  for (const piece of pieces) {
    const last = stretches.at(-1);
    if (last !== undefined && at(piece.endFrame) - at(last.firstFrame) <= mostMs) {
      stretches[stretches.length - 1] = { firstFrame: last.firstFrame, endFrame: piece.endFrame };
    } else stretches.push(piece);
  }
  return stretches;
}

function cutShot({ firstFrame, endFrame }: FaceStretch, at: (frame: number) => number, mostMs: number): FaceStretch[] {
  const frames = endFrame - firstFrame;
  const count = Math.min(Math.max(1, frames), Math.max(1, Math.ceil((at(endFrame) - at(firstFrame)) / mostMs)));
  const border = (index: number): number => firstFrame + Math.round((frames * index) / count);
  return Array.from({ length: frames === 0 ? 0 : count }, (_, index) => ({
    firstFrame: border(index),
    endFrame: border(index + 1),
  }));
}
