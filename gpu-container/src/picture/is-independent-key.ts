import { nalUnits } from './nal-units.js';

export interface IsIndependentKeyParams {
  readonly codec: string;
  /** The first bytes of a packet that its container calls a key frame. */
  readonly packet: Uint8Array;
  /** Bytes of the length before each NAL unit. */
  readonly lengthBytes: number;
}

const H264_IDR = 5;
const HEVC_IDR = [19, 20];
const AV1 = { sequenceHeader: 1, frameHeader: 3, frame: 6, keyFrame: 0 } as const;

/**
 * Whether decoding may truly begin anew with a packet: it empties the decoder's memory of pictures and carries what
 * decoders need. Recovery points, clean random access and delayed key frames do not; in doubt the answer is no.
 */
export function isIndependentKey({ codec, packet, lengthBytes }: IsIndependentKeyParams): boolean {
  if (codec === 'h264') return h264Slices(packet, lengthBytes).every((type) => type === H264_IDR);
  if (codec === 'hevc') return hevcSlices(packet, lengthBytes).every((type) => HEVC_IDR.includes(type));
  if (codec === 'vp9') return isVp9Key(packet[0] ?? 0);
  if (codec === 'av1') return isAv1Key(packet);
  return false;
}

/** Types of the coded slices; one that is none where there are none. */
const h264Slices = (packet: Uint8Array, lengthBytes: number): readonly number[] => {
  const types = [...nalUnits(packet, lengthBytes)].map((unit) => (unit[0] ?? 0) & 0x1f);
  const slices = types.filter((type) => type >= 1 && type <= 5);
  return slices.length === 0 ? [-1] : slices;
};

const hevcSlices = (packet: Uint8Array, lengthBytes: number): readonly number[] => {
  const types = [...nalUnits(packet, lengthBytes)].map((unit) => ((unit[0] ?? 0) >> 1) & 0x3f);
  const slices = types.filter((type) => type < 32);
  return slices.length === 0 ? [-1] : slices;
};

function isVp9Key(first: number): boolean {
  const isFrame = first >> 6 === 2;
  const profile = ((first >> 5) & 1) | ((first >> 3) & 2);
  const rest = profile === 3 ? first << 1 : first; // a reserved bit follows profile 3
  const [showsExisting, isInter] = [(rest >> 3) & 1, (rest >> 2) & 1];
  return isFrame && showsExisting === 0 && isInter === 0;
}

function isAv1Key(packet: Uint8Array): boolean {
  let hasSequenceHeader = false;
  for (let at = 0; at < packet.length; ) {
    const header = packet[at] ?? 0;
    const type = (header >> 3) & 0xf;
    at += (header >> 2) & 1 ? 2 : 1;
    let size = 0;
    for (let shift = 0, more = (header >> 1) & 1; more === 1; shift += 7) {
      const byte = packet[at] ?? 0;
      size += (byte & 0x7f) * 2 ** shift;
      at += 1;
      more = byte >> 7;
    }
    if (type === AV1.sequenceHeader) hasSequenceHeader = true;
    if (type === AV1.frameHeader || type === AV1.frame) {
      const first = packet[at] ?? 0xff;
      const [showsExisting, frameType, isShown] = [first >> 7, (first >> 5) & 3, (first >> 4) & 1];
      return hasSequenceHeader && showsExisting === 0 && frameType === AV1.keyFrame && isShown === 1;
    }
    if (((header >> 1) & 1) === 0) return false; // without a size it is the last one
    at += size;
  }
  return false;
}
