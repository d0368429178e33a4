import type { KeyFrame, PictureJoining } from '../../../pipeline/contracts/frame-index.js';
import { canJoinPackets } from './can-join-packets.js';
import { chooseEncoder } from './choose-encoder.js';
import { describePicture } from './picture-format.js';
import type { KeyPackets } from './read-key-packets.js';
import type { StreamTraits } from './read-stream-traits.js';

export interface ChooseJoiningParams {
  readonly codec: string;
  readonly pixelFormat: string;
  readonly timesMs: readonly number[];
  readonly endMs: number;
  readonly keyFrames: readonly KeyFrame[];
  /** Absent when the packets could not be looked into. */
  readonly keys: KeyPackets | undefined;
  readonly traits: StreamTraits;
  readonly playedEdits: number;
}

/** A stretch that must be encoded as one, longer than this, is too much for one unit of work. */
const LONGEST_CLOSED_GROUP_MS = 60_000;
/** H.264 knows 32 sequence parameter sets. */
const PARAMETER_SET_IDS = Array.from({ length: 32 }, (_, back) => 31 - back);
/** Decides what becomes of the picture when frames of it change: the source's packets, a new stream, or no change. */
export function chooseJoining(params: ChooseJoiningParams): PictureJoining {
  const { codec, pixelFormat, keys } = params;
  if (params.traits.isInterlaced) return { kind: 'none', reason: 'interlaced' };
  const encoder = chooseEncoder(codec, pixelFormat);
  const isReadable = describePicture({ pixelFormat, width: 2, height: 2, rotationDegrees: 0 }) !== undefined;
  if (encoder === undefined || !isReadable) return { kind: 'none', reason: 'pixel-format' };
  if (encoder !== codec) return { kind: 'whole', reason: canJoinPackets(codec) ? 'pixel-format' : 'codec' };
  if (keys === undefined || params.playedEdits !== 1) return { kind: 'whole', reason: 'edit-list' };
  if (hasEndlessGroup(params)) return { kind: 'whole', reason: 'open-groups' };
  const parameterSetId = PARAMETER_SET_IDS.find((id) => !keys.parameterSetIds.has(id)) ?? 0;
  return { kind: 'packets', parameterSetId };
}

/** Whether groups that refer to one another go on for too long; a long group without any cut in it is no better cut. */
function hasEndlessGroup({ keyFrames, timesMs, endMs }: ChooseJoiningParams): boolean {
  const closed = keyFrames.filter(({ isClosed }) => isClosed);
  return closed.some(({ frame }, index) => {
    const endFrame = closed[index + 1]?.frame ?? timesMs.length;
    const lengthMs = (timesMs[endFrame] ?? endMs) - (timesMs[frame] ?? 0);
    return lengthMs > LONGEST_CLOSED_GROUP_MS && keyFrames.some((key) => key.frame > frame && key.frame < endFrame);
  });
}
