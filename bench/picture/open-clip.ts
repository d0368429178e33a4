import { dirname } from 'node:path';
import { probeMedia } from '../../gpu-container/src/media/probe-media.js';
import { indexFrames } from '../../gpu-container/src/picture/index-frames.js';
import type { FrameIndex } from '../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../pipeline/contracts/media-info.js';

/** A clip as `openPictureRun` wants it. */
export interface OpenClip {
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  readonly signal: AbortSignal;
}

/** Probes and indexes a clip; what lies on the disk meanwhile lies in `folder`. */
export async function openClip(sourcePath: string, folder = dirname(sourcePath)): Promise<OpenClip> {
  const info = await probeMedia({ path: sourcePath });
  const { signal } = new AbortController();
  return { sourcePath, info, signal, frames: await indexFrames({ sourcePath, info, directory: folder, signal }) };
}
