/** The packets of one video track of an ISO media file, in the order of decoding. Times are ticks of `timescale` per second. */
export interface SampleTable {
  readonly timescale: number;
  readonly count: number;
  /** Where each packet lies in the file, in bytes. */
  readonly offsets: Float64Array;
  readonly sizes: Uint32Array;
  readonly decodeTimes: Float64Array;
  readonly presentationTimes: Float64Array;
  /** When the last packet's turn to be decoded is over. */
  readonly endTime: number;
  /** 1 where a decoder may start. */
  readonly isSync: Uint8Array;
  /** The one sample description, with its header. */
  readonly sampleEntry: Buffer;
  /** Stretches of the track that its edit list plays; 1 where there is none. */
  readonly playedEdits: number;
  /** Boxes of the file that describe it and its track, with their headers, by type; those that are missing are absent. */
  readonly boxes: Readonly<Partial<Record<KeptBox, Buffer>>>;
}

/** What is carried over as it is. */
export type KeptBox = 'ftyp' | 'mvhd' | 'tkhd' | 'edts' | 'mdhd' | 'hdlr' | 'vmhd' | 'dinf';
