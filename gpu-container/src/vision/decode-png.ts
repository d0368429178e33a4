import { inflateSync } from 'node:zlib';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** A picture of 8-bit samples, `channels` of them interleaved. */
export interface DecodedPng {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };
const SIGNATURE_BYTES = 8;

/** Reads an 8-bit PNG that is not interlaced and has no palette. Fails with `model-damaged` for any other. */
export function decodePng(bytes: Buffer): DecodedPng {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = CHANNELS[bytes.readUInt8(25)];
  if (bytes.readUInt8(24) !== 8 || channels === undefined || bytes.readUInt8(28) !== 0) {
    throw new PipelineError('model-damaged', 'A picture of the model is a PNG of another kind.');
  }
  const parts: Buffer[] = [];
  for (let at = SIGNATURE_BYTES; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const rows = inflateSync(Buffer.concat(parts));
  return { width, height, channels, data: unfilter(rows, { rowBytes: width * channels, height, channels }) };
}

interface UnfilterParams {
  readonly rowBytes: number;
  readonly height: number;
  readonly channels: number;
}

/** Every byte was stored as its difference to a guess from those before it. */
function unfilter(rows: Buffer, { rowBytes, height, channels }: UnfilterParams): Uint8Array {
  const data = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row++) {
    const kind = rows[row * (rowBytes + 1)] ?? 0;
    for (let column = 0; column < rowBytes; column++) {
      const at = row * rowBytes + column;
      const left = column >= channels ? (data[at - channels] ?? 0) : 0;
      const above = row > 0 ? (data[at - rowBytes] ?? 0) : 0;
      const corner = row > 0 && column >= channels ? (data[at - rowBytes - channels] ?? 0) : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][kind] ?? 0;
      data[at] = (rows[row * (rowBytes + 1) + 1 + column] ?? 0) + guess;
    }
  }
  return data;
}

function paeth(left: number, above: number, corner: number): number {
  const sum = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
