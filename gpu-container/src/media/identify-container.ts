/** The demuxers we let ffmpeg use; one per container, forced, so that nothing is ever guessed from content again. */
export type Demuxer =
  | 'mov'
  | 'matroska'
  | 'avi'
  | 'mpeg'
  | 'mpegvideo'
  | 'mpegts'
  | 'ogg'
  | 'flv'
  | 'asf'
  | 'mxf'
  | 'wav'
  | 'w64'
  | 'aiff'
  | 'caf'
  | 'flac'
  | 'mp3'
  | 'aac'
  | 'ac3'
  | 'amr';

const ASF_GUID = [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11];
const MXF_KEY = [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01];
const MOV_BOXES = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'moof', 'sidx'];
const TS_PACKET = 188;
const M2TS_PACKET = 192;

const ascii = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);

function isTransportStream(head: Uint8Array): boolean {
  const hasSync = (first: number, step: number): boolean =>
    head.length > first + 2 * step && [0, 1, 2].every((packet) => head[first + packet * step] === 0x47);
  return hasSync(0, TS_PACKET) || hasSync(4, M2TS_PACKET);
}

/** Length in bytes of an ID3v2 tag at the start (sync-safe size plus header), else 0. */
function id3Length(head: Uint8Array): number {
  if (ascii(head, 0, 3) !== 'ID3' || head.length < 10) return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
  return size + 10;
}

function identifyAudioFrame(head: Uint8Array): Demuxer | undefined {
  const [first = 0, second = 0, third = 0] = head;
  if (ascii(head, 0, 4) === 'fLaC') return 'flac';
  if (first === 0x0b && second === 0x77) return 'ac3';
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return 'aac';
  const isLayerValid = (second & 0x06) !== 0;
  const isRateValid = (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c;
  return isLayerValid && isRateValid ? 'mp3' : undefined;
}

function identifyRiff(head: Uint8Array): Demuxer | undefined {
  const form = ascii(head, 8, 12);
  if (form === 'AVI ' || form === 'AVIX') return 'avi';
  return form === 'WAVE' ? 'wav' : undefined;
}

/**
 * Names the container of a file from its first bytes alone (64 KiB is plenty); the file's name is never asked.
 * Undefined for everything that is not one of the containers we read.
 */
export function identifyContainer(head: Uint8Array): Demuxer | undefined {
  const tag = ascii(head, 0, 4);
  if (tag === 'RIFF' || tag === 'RF64') return identifyRiff(head);
  if (MOV_BOXES.includes(ascii(head, 4, 8))) return 'mov';
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) return 'matroska';
  if (tag === 'OggS') return 'ogg';
  if (ascii(head, 0, 3) === 'FLV') return 'flv';
  if (startsWith(head, ASF_GUID)) return 'asf';
  if (startsWith(head, MXF_KEY)) return 'mxf';
  if (startsWith(head, [0, 0, 1, 0xba])) return 'mpeg';
  if (startsWith(head, [0, 0, 1, 0xb3])) return 'mpegvideo';
  if (isTransportStream(head)) return 'mpegts';
  if (tag === 'riff') return 'w64';
  if (tag === 'FORM' && ['AIFF', 'AIFC'].includes(ascii(head, 8, 12))) return 'aiff';
  if (tag === 'caff') return 'caf';
  if (ascii(head, 0, 5) === '#!AMR') return 'amr';
  const tagLength = id3Length(head);
  // A tag longer than what was read hides the first frame; MP3 is by far the likeliest thing behind an ID3 tag.
  if (tagLength >= head.length) return 'mp3';
  return identifyAudioFrame(head.subarray(tagLength)) ?? (tagLength > 0 ? 'mp3' : undefined);
}
