/** What a 16-bit PCM WAV file holds. */
export interface WavLayout {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly dataBytes: number;
}

const PCM = 1;

/** The 44 bytes before the samples of a 16-bit PCM WAV file. */
export function wavHeaderBytes(header: WavLayout): Uint8Array {
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
