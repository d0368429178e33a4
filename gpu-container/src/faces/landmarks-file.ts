import { type FileHandle, open } from 'node:fs/promises';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { LandmarkFrames } from '../../../pipeline/faces/landmark-frames.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { landmarksLayout } from './landmarks-layout.js';

/** Size of the upright, full-size picture in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A stretch of frames of one track: numbers as in the frame index. */
export interface LandmarkStretch {
  readonly track: { readonly firstFrame: number; readonly endFrame: number; readonly landmarksOffset: number };
  /** First frame wanted; the track's own unless told. */
  readonly firstFrame?: number;
  /** First frame no longer wanted; the track's own end unless told. */
  readonly endFrame?: number;
}

/** A landmark file opened for reading. Close it. */
export interface LandmarkReader extends PictureSize {
  /**
   * The frames of a track, or those of them that were asked for and that the track has.
   * Fails with `source-damaged` when the file ends before the track does.
   */
  read(stretch: LandmarkStretch): Promise<LandmarkFrames>;
  close(): Promise<void>;
}

const { headerBytes, frameBytes, framePointsAt, flagMouthVisible, angleSteps, confidenceSteps } = landmarksLayout;
const pointCount = landmarkSet.points.length;

/**
 * Opens a landmark file, laid out as `landmarksLayout` says.
 * Fails with `source-damaged` for a file of another kind or version.
 */
export async function openLandmarks(path: string): Promise<LandmarkReader> {
  const file = await open(path, 'r');
  try {
    const { step, width, height } = await readHeader(file);
    return { width, height, close: () => file.close(), read: (stretch) => readStretch(file, step, stretch) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readHeader(file: FileHandle): Promise<PictureSize & { readonly step: number }> {
  const head = Buffer.alloc(headerBytes);
  const { bytesRead } = await file.read(head, 0, headerBytes, 0);
  const isOurs =
    bytesRead === headerBytes &&
    head.toString('latin1', 0, 4) === landmarksLayout.magic &&
    head.readUInt16LE(4) === landmarksLayout.version &&
    head.readUInt16LE(6) === pointCount &&
    head.readUInt16LE(8) === frameBytes;
  if (!isOurs) throw new PipelineError('source-damaged', 'The landmarks are not of the layout this version writes.');
  return { step: head.readFloatLE(12), width: head.readUInt32LE(16), height: head.readUInt32LE(20) };
}

async function readStretch(file: FileHandle, step: number, stretch: LandmarkStretch): Promise<LandmarkFrames> {
  const { track } = stretch;
  const firstFrame = Math.max(track.firstFrame, stretch.firstFrame ?? track.firstFrame);
  const endFrame = Math.max(firstFrame, Math.min(track.endFrame, stretch.endFrame ?? track.endFrame));
  const frameCount = endFrame - firstFrame;
  const bytes = Buffer.alloc(frameCount * frameBytes);
  const at = track.landmarksOffset + (firstFrame - track.firstFrame) * frameBytes;
  const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
  if (bytesRead < bytes.length) throw new PipelineError('source-damaged', 'The landmarks end before their track does.');
  return unpack(bytes, { firstFrame, frameCount, step });
}

interface UnpackParams {
  readonly firstFrame: number;
  readonly frameCount: number;
  readonly step: number;
}

function unpack(bytes: Buffer, { firstFrame, frameCount, step }: UnpackParams): LandmarkFrames {
  const points = new Float32Array(frameCount * pointCount * 2);
  const pose = new Float32Array(frameCount * 3);
  const confidence = new Float32Array(frameCount);
  const isMouthVisible = new Uint8Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const at = frame * frameBytes;
    confidence[frame] = bytes.readUInt8(at) / confidenceSteps;
    isMouthVisible[frame] = bytes.readUInt8(at + 1) & flagMouthVisible ? 1 : 0;
    for (let axis = 0; axis < 3; axis++) pose[frame * 3 + axis] = bytes.readInt16LE(at + 2 + axis * 2) / angleSteps;
    for (let i = 0; i < pointCount * 2; i++) {
      points[frame * pointCount * 2 + i] = bytes.readInt16LE(at + framePointsAt + i * 2) * step;
    }
  }
  return { firstFrame, frameCount, points, pose, confidence, isMouthVisible };
}
