/** Codecs whose packets we can write beside those of the source. */
const JOINABLE = ['h264', 'hevc', 'vp9', 'av1'] as const;
export type JoinableCodec = (typeof JOINABLE)[number];

/** Whether an encoder of ours writes this codec and MP4 holds it. */
export function canJoinPackets(codec: string): codec is JoinableCodec {
  return JOINABLE.some((joinable) => joinable === codec);
}
