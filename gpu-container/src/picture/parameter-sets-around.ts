import { findConfigBox } from './decoder-config.js';
import type { SampleTable } from './sample-table.js';

export interface ParameterSets {
  /** Before every key packet of a run. */
  readonly ofRun: Buffer;
  /** Before the source's first packet after a run. */
  readonly ofSource: Buffer;
}

const PARAMETER_SETS = [32, 33, 34];

/**
 * HEVC encoders number their parameter sets from 0, as the source's did. So each side brings its own where it takes over:
 * units before a packet's own, which stay as they are. Other codecs need none: H.264 sets have numbers of their own, VP9
 * has none, AV1 key frames carry theirs.
 */
export function parameterSetsAround(source: SampleTable, run: SampleTable): ParameterSets | undefined {
  const [own, next] = [findConfigBox(run, 'hvcC'), findConfigBox(source, 'hvcC')];
  if (own === undefined || next === undefined) return undefined;
  const isSet = (type: number): boolean => PARAMETER_SETS.includes(type);
  return { ofRun: listUnits(own.body, () => true), ofSource: listUnits(next.body, isSet) };
}

const UNITS_AT = 22;

/** The units of an `hvcC` body whose type is wanted, each after its length in four bytes, as packets hold them. */
function listUnits(body: Buffer, isWanted: (type: number) => boolean): Buffer {
  const parts: Buffer[] = [];
  let at = UNITS_AT + 1;
  for (let array = 0; array < (body[UNITS_AT] ?? 0) && at + 3 <= body.length; array++) {
    const type = (body[at] ?? 0) & 0x3f;
    const units = body.readUInt16BE(at + 1);
    at += 3;
    for (let unit = 0; unit < units && at + 2 <= body.length; unit++) {
      const length = body.readUInt16BE(at);
      const size = Buffer.alloc(4);
      size.writeUInt32BE(length);
      if (isWanted(type)) parts.push(size, body.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return Buffer.concat(parts);
}
