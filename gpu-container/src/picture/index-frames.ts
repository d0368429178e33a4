import type { FrameIndex, PictureJoining } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { inspectSource } from '../media/inspect-source.js';
import { requireVideo } from '../media/require-video.js';
import { canJoinPackets } from './can-join-packets.js';
import { chooseJoining } from './choose-joining.js';
import { listPackets } from './list-packets.js';
import { orderPictures, type PictureOrder } from './order-pictures.js';
import { type KeyPackets, readKeyPackets } from './read-key-packets.js';
import { readSampleTable } from './read-sample-table.js';
import { readStreamTraits } from './read-stream-traits.js';

export interface IndexFramesParams {
  readonly sourcePath: string;
  /** What `probeMedia` found in that source. */
  readonly info: MediaInfo;
  /** A folder for what lies on the disk meanwhile. */
  readonly directory: string;
  readonly signal: AbortSignal;
}

/**
 * Lists the pictures of a source and where its stream may be cut, without decoding.
 * Fails with `no-video`, `source-damaged`, `cancelled`, `time-limit`.
 */
export async function indexFrames(params: IndexFramesParams): Promise<FrameIndex> {
  const { sourcePath, info, signal } = params;
  const video = requireVideo(info);
  const input = await inspectSource(sourcePath);
  const packets = await listPackets({ input, stream: video.index, signal });
  const order = orderPictures(packets);
  if (order.shownTimes.length === 0) throw new PipelineError('source-damaged', 'The video stream holds no picture.');
  const traits = await readStreamTraits({ input, stream: video.index, signal });
  const keys = canJoinPackets(video.codec)
    ? await readKeyPackets({ input, info, scratchPath: `${params.directory}/key-packets.mp4`, signal })
    : undefined;
  const table = input.demuxer === 'mov' ? await readSampleTable(sourcePath, video.index) : undefined;
  const extra = table === undefined || table.playedEdits !== 1 ? 0 : table.count - packets.count;
  const toMs = (ticks: number): number =>
    roundMs(((ticks - (order.shownTimes[0] ?? 0)) * 1000 * packets.timeBase.numerator) / packets.timeBase.denominator);
  const frames = {
    ...{ codec: video.codec, pixelFormat: video.pixelFormat ?? 'unknown', width: video.width, height: video.height },
    timesMs: Array.from(order.shownTimes, toMs),
    endMs: toMs(order.endTime),
    ...{ hiddenBefore: order.hiddenBefore, hiddenAfter: order.hiddenAfter + Math.max(0, extra) },
    reorderFrames: Math.min(order.reorderFrames, traits.reorderFrames),
  };
  const keyFrames = markClosed(order, keys);
  const joining = chooseJoining({ ...frames, keyFrames, keys, traits, playedEdits: table?.playedEdits ?? 1 });
  return { ...frames, joining, keyFrames: joining.kind === 'packets' ? keyFrames : keyFrames.map(close(joining)) };
}

/** Microseconds are enough for any frame rate, without binary noise in JSON. */
const roundMs = (ms: number): number => Math.round(ms * 1000) / 1000;

/** What is encoded anew as a whole may be cut at any key frame. */
const close =
  ({ kind }: PictureJoining) =>
  (key: FrameIndex['keyFrames'][number]) => ({ ...key, isClosed: kind === 'whole' || key.isClosed });

/** Groups that begin with the same shown picture count as one: the others show nothing. */
function markClosed({ groups }: PictureOrder, keys: KeyPackets | undefined): FrameIndex['keyFrames'] {
  const marked = new Map<number, boolean>();
  for (const { key, frame, isSeparate } of groups) {
    marked.set(frame, frame === 0 || (isSeparate && keys?.isIndependent[key] === true));
  }
  return [...marked].map(([frame, isClosed]) => ({ frame, isClosed }));
}
