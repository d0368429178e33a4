import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { SafeInput } from '../media/inspect-source.js';

export interface SelectPicturesParams {
  readonly input: SafeInput;
  readonly frames: FrameIndex;
  /** The first picture on the container's clock, in ms. */
  readonly startMs: number;
  readonly firstFrame: number;
  readonly endFrame: number;
}

/** Containers with an index by which ffmpeg goes to the very key frame; others are read from their start. */
const INDEXED: readonly string[] = ['mov', 'matroska'];
/** Beyond every clock we accept, in s. */
const FOREVER = 1e6;

/**
 * How ffmpeg is told to give exactly those pictures: options before the input, and a filter. A stretch that is not
 * there gives fewer pictures, never others.
 */
export function selectPictures(params: SelectPicturesParams): { before: readonly string[]; filter: string } {
  const { input, frames, firstFrame, endFrame } = params;
  if (!INDEXED.includes(input.demuxer)) {
    return { before: [], filter: `select=between(n\\,${firstFrame}\\,${endFrame - 1})` };
  }
  const secondsOf = (frame: number): number => (params.startMs + (frames.timesMs[frame] ?? 0)) / 1000;
  /** Half way between two pictures: no rounding of clocks reaches it. */
  const gapBefore = (frame: number): number => (secondsOf(frame - 1) + secondsOf(frame)) / 2;
  const from = firstFrame === 0 ? -FOREVER : gapBefore(firstFrame);
  const to = endFrame < frames.timesMs.length ? gapBefore(endFrame) : FOREVER;
  const start = decodableFrom(frames, firstFrame);
  const seek = ['-seek_timestamp', '1', '-noaccurate_seek', '-ss', String(secondsOf(start))];
  return {
    before: start === 0 ? [] : seek,
    filter: `select=between(t\\,${from.toFixed(6)}\\,${to.toFixed(6)})`,
  };
}

/** The key frame from which a frame is decoded whole. Where keys may be mere recovery points, one more is taken. */
function decodableFrom({ keyFrames, joining }: FrameIndex, frame: number): number {
  const keys = keyFrames.filter((key) => key.frame <= frame && key.isClosed);
  return keys.at(joining.kind === 'packets' ? -1 : -2)?.frame ?? 0;
}
