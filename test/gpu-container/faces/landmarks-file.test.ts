import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLandmarksWriter } from '../../../gpu-container/src/faces/create-landmarks-writer.js';
import { openLandmarks } from '../../../gpu-container/src/faces/landmarks-file.js';
import { landmarksLayout } from '../../../gpu-container/src/faces/landmarks-layout.js';
import type { LandmarkFrames } from '../../../pipeline/faces/landmark-frames.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';

const size = { width: 1920, height: 1080 };
const values = landmarkSet.points.length * 2;

function inventFrames(firstFrame: number, frameCount: number): LandmarkFrames {
  return {
    firstFrame,
    frameCount,
    points: Float32Array.from({ length: frameCount * values }, (_, i) => ((i * 37.313) % 2500) - 300),
    pose: Float32Array.from({ length: frameCount * 3 }, (_, i) => (i % 7) * 11.11 - 30),
    confidence: Float32Array.from({ length: frameCount }, (_, i) => (i % 5) / 5),
    isMouthVisible: Uint8Array.from({ length: frameCount }, (_, i) => i % 2),
  };
}

const farthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? Number.NaN))), 0);

describe('a landmark file', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'landmarks-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function write(path: string, tracks: readonly LandmarkFrames[]) {
    const writer = await createLandmarksWriter(path, size);
    const placed: Array<{ firstFrame: number; endFrame: number; landmarksOffset: number }> = [];
    for (const frames of tracks) {
      const landmarksOffset = await writer.append(frames);
      placed.push({ firstFrame: frames.firstFrame, endFrame: frames.firstFrame + frames.frameCount, landmarksOffset });
    }
    await writer.close();
    return placed;
  }

  it('gives back every track as it was written, to a sixteenth of a pixel at Full HD', async () => {
    const path = join(directory, 'two.landmarks');
    const tracks = [inventFrames(100, 7), inventFrames(103, 4)];
    const placed = await write(path, tracks);
    const reader = await openLandmarks(path);
    for (const [at, track] of placed.entries()) {
      const [written, read] = [tracks[at] ?? inventFrames(0, 0), await reader.read({ track })];
      expect(read).toMatchObject({ firstFrame: written.firstFrame, frameCount: written.frameCount });
      expect(farthest(written.points, read.points)).toBeLessThanOrEqual(1 / 16);
      expect(farthest(written.pose, read.pose)).toBeLessThanOrEqual(0.0051);
      expect(farthest(written.confidence, read.confidence)).toBeLessThanOrEqual(0.5 / 255 + 1e-6);
      expect(read.isMouthVisible).toEqual(written.isMouthVisible);
    }
    expect({ width: reader.width, height: reader.height }).toEqual(size);
    await reader.close();
  });

  it('reads the middle of a track without its ends, and no more than the track has', async () => {
    const path = join(directory, 'middle.landmarks');
    const whole = inventFrames(50, 10);
    const [track = { firstFrame: 0, endFrame: 0, landmarksOffset: 0 }] = await write(path, [whole]);
    const reader = await openLandmarks(path);
    const middle = await reader.read({ track, firstFrame: 53, endFrame: 56 });
    expect(middle).toMatchObject({ firstFrame: 53, frameCount: 3 });
    expect(farthest(whole.points.slice(3 * values, 6 * values), middle.points)).toBeLessThanOrEqual(1 / 16);
    expect(await reader.read({ track, firstFrame: 0, endFrame: 1000 })).toMatchObject({
      firstFrame: 50,
      frameCount: 10,
    });
    expect((await reader.read({ track, firstFrame: 70, endFrame: 80 })).frameCount).toBe(0);
    await reader.close();
  });

  it('refuses a file of another kind and a track that is cut off', async () => {
    const other = join(directory, 'other.landmarks');
    await writeFile(other, Buffer.alloc(1000));
    await expect(openLandmarks(other)).rejects.toMatchObject({ code: 'source-damaged' });
    const short = join(directory, 'short.landmarks');
    const [track = { firstFrame: 0, endFrame: 0, landmarksOffset: 0 }] = await write(short, [inventFrames(0, 5)]);
    await truncate(short, landmarksLayout.headerBytes + 4 * landmarksLayout.frameBytes);
    const reader = await openLandmarks(short);
    await expect(reader.read({ track })).rejects.toMatchObject({ code: 'source-damaged' });
    await reader.close();
  });
});
