import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** Where the samples of a 16-bit PCM WAV file lie. */
export interface WavHeader {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly dataOffset: number;
  readonly dataBytes: number;
}

/** Bytes that surely hold the header chunks of the WAV files we write and read. */
export const WAV_HEADER_WINDOW_BYTES = 4096;
const PCM = 1;
const EXTENSIBLE = 0xfffe;

/** Reads the header chunks. Fails with `source-damaged` for anything but 16-bit PCM. */
export function parseWavHeader(head: Uint8Array, fileBytes: number): WavHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const tag = (at: number): string => String.fromCharCode(...head.subarray(at, at + 4));
  let format: { sampleRateHz: number; channels: number } | undefined;
  for (let at = 12; at + 8 <= head.length; ) {
    const size = view.getUint32(at + 4, true);
    if (tag(at) === 'fmt ') {
      const isPcm = [PCM, EXTENSIBLE].includes(view.getUint16(at + 8, true)) && view.getUint16(at + 22, true) === 16;
      if (!isPcm) break;
      format = { channels: view.getUint16(at + 10, true), sampleRateHz: view.getUint32(at + 12, true) };
    }
    if (tag(at) === 'data' && format !== undefined) {
      const dataOffset = at + 8;
      return { ...format, dataOffset, dataBytes: Math.min(size, fileBytes - dataOffset) };
    }
    at += 8 + size + (size % 2);
  }
  throw new PipelineError('source-damaged', 'The sound file is not a 16-bit PCM WAV file.');
}

/** The 44 bytes before the samples of a 16-bit PCM WAV file. */
export function wavHeaderBytes(header: Omit<WavHeader, 'dataOffset'>): Uint8Array {
  const bytes = new Uint8Array(44);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  put(0, 'RIFF');
  view.setUint32(4, 36 + header.dataBytes, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, header.channels, true);
  view.setUint32(24, header.sampleRateHz, true);
  view.setUint32(28, header.sampleRateHz * header.channels * 2, true);
  view.setUint16(32, header.channels * 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, header.dataBytes, true);
  return bytes;
}
