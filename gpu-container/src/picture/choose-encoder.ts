import { canJoinPackets, type JoinableCodec } from './can-join-packets.js';

/** What each encoder takes. */
const WRITABLE: Readonly<Record<JoinableCodec, RegExp>> = {
  h264: /^(yuvj?(420|422|444)p|yuv(420|422|444)p10le|gray|gray10le)$/,
  hevc: /^(yuvj?(420|422|444)p|yuv(420|422|444)p1[02]le|gray|gray1[02]le)$/,
  vp9: /^yuv(420|422|440|444)p(1[02]le)?$/,
  av1: /^yuv420p(10le)?$/,
};

/**
 * The codec in which changed frames of a stream are written, in the very samples of the source: its own where we can,
 * else H.264. Undefined when no encoder takes those samples.
 */
export function chooseEncoder(codec: string, pixelFormat: string): JoinableCodec | undefined {
  if (canJoinPackets(codec) && WRITABLE[codec].test(pixelFormat)) return codec;
  return WRITABLE.h264.test(pixelFormat) ? 'h264' : undefined;
}
