import { open } from 'node:fs/promises';
import type { LandmarkFrames } from '../../../pipeline/faces/landmark-frames.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { PictureSize } from './landmarks-file.js';
import { landmarksLayout } from './landmarks-layout.js';

/** Writes a landmark file track by track. Close it. */
export interface LandmarksWriter {
  /** Appends the frames of one whole track; the answer is its `landmarksOffset`. */
  append(frames: LandmarkFrames): Promise<number>;
  close(): Promise<void>;
}

const { headerBytes, frameBytes, framePointsAt, flagMouthVisible, angleSteps, confidenceSteps } = landmarksLayout;
const pointCount = landmarkSet.points.length;
const largest = 32_767;

/** Creates a landmark file, laid out as `landmarksLayout` says. */
export async function createLandmarksWriter(path: string, size: PictureSize): Promise<LandmarksWriter> {
  const file = await open(path, 'w');
  const step = stepFor(size);
  let end = headerBytes;
  await file.write(header(size, step), 0, headerBytes, 0);
  return {
    append: async (frames) => {
      const offset = end;
      const bytes = pack(frames, step);
      await file.write(bytes, 0, bytes.length, offset);
      end += bytes.length;
      return offset;
    },
    close: () => file.close(),
  };
}

/** The finest power of two with which points may lie a whole picture outside the picture. */
function stepFor({ width, height }: PictureSize): number {
  return 2 ** Math.ceil(Math.log2((2 * Math.max(width, height)) / largest));
}

function header({ width, height }: PictureSize, step: number): Buffer {
  const head = Buffer.alloc(headerBytes);
  head.write(landmarksLayout.magic, 0, 'latin1');
  head.writeUInt16LE(landmarksLayout.version, 4);
  head.writeUInt16LE(pointCount, 6);
  head.writeUInt16LE(frameBytes, 8);
  head.writeFloatLE(step, 12);
  head.writeUInt32LE(width, 16);
  head.writeUInt32LE(height, 20);
  return head;
}

const toInt16 = (value: number): number => Math.max(-largest, Math.min(largest, Math.round(value)));

function pack({ frameCount, points, pose, confidence, isMouthVisible }: LandmarkFrames, step: number): Buffer {
  const bytes = Buffer.alloc(frameCount * frameBytes);
  for (let frame = 0; frame < frameCount; frame++) {
    const at = frame * frameBytes;
    bytes.writeUInt8(Math.round(Math.max(0, Math.min(1, confidence[frame] ?? 0)) * confidenceSteps), at);
    bytes.writeUInt8(isMouthVisible[frame] ? flagMouthVisible : 0, at + 1);
    for (let axis = 0; axis < 3; axis++) {
      bytes.writeInt16LE(toInt16((pose[frame * 3 + axis] ?? 0) * angleSteps), at + 2 + axis * 2);
    }
    for (let i = 0; i < pointCount * 2; i++) {
      bytes.writeInt16LE(toInt16((points[frame * pointCount * 2 + i] ?? 0) / step), at + framePointsAt + i * 2);
    }
  }
  return bytes;
}
