import { findConfigBox } from './decoder-config.js';
import type { SampleTable } from './sample-table.js';

export interface ParameterSetsAroundParams {
  readonly run: SampleTable;
  readonly source: SampleTable;
  /** Packets of the source come after the run. */
  readonly isFollowed: boolean;
}

/** What is written around packets of a run, by their number. */
export interface ParameterSets {
  readonly before: ReadonlyMap<number, Buffer>;
  readonly after: ReadonlyMap<number, Buffer>;
}

/**
 * HEVC encoders number their parameter sets from 0, as the source's did. So those of the run stand before its key frames,
 * and those of the source, for the packets that come next and must not change, after its last picture. Other codecs need
 * nothing: H.264 sets have numbers of their own, VP9 has none, AV1 key frames carry theirs.
 */
export function parameterSetsAround({ run, source, isFollowed }: ParameterSetsAroundParams): ParameterSets {
  const before = new Map<number, Buffer>();
  const after = new Map<number, Buffer>();
  const own = listUnits(findConfigBox(run, 'hvcC')?.body);
  const next = listUnits(findConfigBox(source, 'hvcC')?.body);
  if (own === undefined || next === undefined) return { before, after };
  for (let sample = 0; sample < run.count; sample++) if (run.isSync[sample] === 1) before.set(sample, own);
  if (isFollowed) after.set(run.count - 1, next);
  return { before, after };
}

const UNITS_AT = 22;

/** Every unit of an `hvcC` body, each after its length in four bytes, as packets hold them. */
function listUnits(body: Buffer | undefined): Buffer | undefined {
  if (body === undefined || body.length <= UNITS_AT) return undefined;
  const parts: Buffer[] = [];
  let at = UNITS_AT + 1;
  for (let array = 0; array < (body[UNITS_AT] ?? 0) && at + 3 <= body.length; array++) {
    const units = body.readUInt16BE(at + 1);
    at += 3;
    for (let unit = 0; unit < units && at + 2 <= body.length; unit++) {
      const length = body.readUInt16BE(at);
      const size = Buffer.alloc(4);
      size.writeUInt32BE(length);
      parts.push(size, body.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return Buffer.concat(parts);
}
