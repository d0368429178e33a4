import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { indexFrames } from '../../../gpu-container/src/picture/index-frames.js';
import { type EncodedRun, joinPicture } from '../../../gpu-container/src/picture/join-picture.js';
import type { Picture } from '../../../gpu-container/src/picture/open-picture-reader.js';
import { openPictureRun } from '../../../gpu-container/src/picture/open-picture-run.js';
import type { PictureFormat } from '../../../gpu-container/src/picture/picture-format.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';

export interface ChangedVideo {
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  readonly runs: readonly EncodedRun[];
  readonly picturePath: string;
}

const signal = new AbortController().signal;

/** Paints a grey square into the luma of a picture, as a renderer changes a mouth. */
function paintSquare({ data }: Picture, { planes, bytesPerSample, bitDepth }: PictureFormat): void {
  const [luma] = planes;
  if (luma === undefined) return;
  const samples = bytesPerSample === 2 ? new Uint16Array(data.buffer) : data;
  for (let y = 10; y < 40; y++) samples.fill(2 ** (bitDepth - 1), y * luma.stride + 10, y * luma.stride + 40);
}

/** Changes the groups of pictures of these numbers, counted among those that may be cut, and joins the picture. */
export async function changePicture(path: string, groups: readonly number[], folder: string): Promise<ChangedVideo> {
  mkdirSync(folder, { recursive: true });
  const info = await probeMedia({ path });
  const frames = await indexFrames({ sourcePath: path, info, directory: folder, signal });
  const cuts = frames.keyFrames.filter(({ isClosed }) => isClosed).map(({ frame }) => frame);
  const runs: EncodedRun[] = [];
  for (const group of groups) {
    const firstFrame = cuts[group] ?? 0;
    const endFrame = cuts[group + 1] ?? frames.timesMs.length;
    const outputPath = join(folder, `run-${firstFrame}.mp4`);
    const run = await openPictureRun({ sourcePath: path, info, frames, firstFrame, endFrame, outputPath, signal });
    for (let picture = await run.read(); picture !== undefined; picture = await run.read()) {
      paintSquare(picture, run.format);
      await run.write(picture);
    }
    await run.finish();
    runs.push({ firstFrame, endFrame, path: outputPath });
  }
  const picturePath = join(folder, 'picture.mp4');
  await joinPicture({ sourcePath: path, info, frames, runs, directory: folder, outputPath: picturePath, signal });
  return { info, frames, runs, picturePath };
}
