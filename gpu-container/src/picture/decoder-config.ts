import type { SampleTable } from './sample-table.js';

/** Bytes of a video sample entry before the boxes inside it: its header and the fields of `VisualSampleEntry`. */
export const ENTRY_FIELDS_BYTES = 86;

/** Where a box lies inside a sample entry. */
export interface ConfigBox {
  readonly start: number;
  readonly end: number;
  /** What is inside, without the header. */
  readonly body: Buffer;
}

/** The decoder's configuration inside a sample description: `avcC`, `hvcC`, `vpcC` or `av1C`. */
export function findConfigBox({ sampleEntry }: Pick<SampleTable, 'sampleEntry'>, type: string): ConfigBox | undefined {
  for (let start = ENTRY_FIELDS_BYTES; start + 8 <= sampleEntry.length; ) {
    const end = start + sampleEntry.readUInt32BE(start);
    if (end < start + 8 || end > sampleEntry.length) return undefined;
    if (sampleEntry.toString('latin1', start + 4, start + 8) === type) {
      return { start, end, body: sampleEntry.subarray(start + 8, end) };
    }
    start = end;
  }
  return undefined;
}
