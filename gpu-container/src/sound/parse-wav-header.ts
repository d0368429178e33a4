/** Encoding of one sample in a WAV file. */
export type SampleFormat = 's16' | 's24' | 's32' | 'f32';

/** Where the samples of a WAV file are and how they are written. */
export interface WavHeader {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly format: SampleFormat;
  readonly dataStartBytes: number;
  readonly dataBytes: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/**
 * Reads the header of a RIFF, RF64 or BW64 file from its first bytes. A data size that a streaming writer left open
 * (0 or all ones), or that is larger than the file, means "to the end". Undefined when it is not a WAV file we can read.
 */
export function parseWavHeader(bytes: Buffer, fileBytes: number): WavHeader | undefined {
  const kind = bytes.toString('latin1', 0, 4);
  if (bytes.length < 12 || !['RIFF', 'RF64', 'BW64'].includes(kind) || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    return undefined;
  }
  let layout: Omit<WavHeader, 'dataStartBytes' | 'dataBytes'> | undefined;
  let largeDataBytes: number | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (id === 'ds64' && body + 16 <= bytes.length) largeDataBytes = Number(bytes.readBigUInt64LE(body + 8));
    if (id === 'fmt ' && body + 16 <= bytes.length) layout = parseFormat(bytes.subarray(body, body + size));
    if (id === 'data') {
      const available = fileBytes - body;
      const stated = size === 0xffffffff ? (largeDataBytes ?? available) : size;
      const isOpen = stated === 0 || stated > available;
      return layout && { ...layout, dataStartBytes: body, dataBytes: isOpen ? Math.max(0, available) : stated };
    }
    at = body + size + (size & 1);
  }
  return undefined;
}

function parseFormat(format: Buffer): Omit<WavHeader, 'dataStartBytes' | 'dataBytes'> | undefined {
  const tag = format.readUInt16LE(0);
  const kind = tag === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : tag;
  const sampleFormat = formatOf(kind, format.readUInt16LE(14));
  const channels = format.readUInt16LE(2);
  if (sampleFormat === undefined || channels === 0) return undefined;
  return { sampleRateHz: format.readUInt32LE(4), channels, format: sampleFormat };
}

function formatOf(kind: number, bits: number): SampleFormat | undefined {
  if (kind === FLOAT && bits === 32) return 'f32';
  if (kind !== PCM) return undefined;
  return bits === 16 ? 's16' : bits === 24 ? 's24' : bits === 32 ? 's32' : undefined;
}
