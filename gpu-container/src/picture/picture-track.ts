import type { SampleTable } from './sample-table.js';

/** Packets `first` up to `end` of one file, with what is written before some of them. */
export interface PicturePiece {
  readonly path: string;
  readonly table: SampleTable;
  readonly first: number;
  readonly end: number;
  readonly before?: ReadonlyMap<number, Buffer>;
}

/** A video track put together from pieces of others. Times are ticks of the file it is written into. */
export interface PictureTrack {
  readonly pieces: readonly PicturePiece[];
  /** Per packet, in the order of decoding. */
  readonly sizes: Float64Array;
  readonly decodeTimes: Float64Array;
  readonly presentationTimes: Float64Array;
  readonly isSync: Uint8Array;
  readonly endTime: number;
}
