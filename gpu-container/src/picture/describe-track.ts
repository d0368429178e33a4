import type { SampleTable } from './sample-table.js';

export interface DescribeTrackParams {
  /** Of an encoded run. */
  readonly boxes: SampleTable['boxes'];
  /** Ticks per second of the new track, and its length in them. */
  readonly timescale: number;
  readonly endTime: number;
  /** Clockwise. */
  readonly rotationDegrees: number;
}

const ONE = 0x10000;
/** The first two rows of the matrix that turns a picture, clockwise. */
const TURNS: Readonly<Record<number, readonly [number, number, number, number]>> = {
  90: [0, ONE, -ONE, 0],
  180: [-ONE, 0, 0, -ONE],
  270: [0, -ONE, ONE, 0],
};
/** Offsets in boxes of version 0, with their headers. */
const MOVIE = { timescale: 20, duration: 24 } as const;
const TRACK = { duration: 28, matrix: 48 } as const;
/** Where the four numbers that turn lie in the matrix, which has rows of three. */
const MATRIX_FIELDS = [0, 4, 12, 16];
const MEDIA = { timescale: 20, duration: 24 } as const;

/** The boxes of a run's track, said of another track with the same coding: its clock, its length, its turn; no edit list. */
export function describeTrack(params: DescribeTrackParams): SampleTable['boxes'] {
  const { timescale, endTime } = params;
  const { edts: _dropped, ...boxes } = params.boxes;
  const [mvhd, tkhd, mdhd] = [copy(boxes.mvhd), copy(boxes.tkhd), copy(boxes.mdhd)];
  const movieTicks =
    mvhd.length > MOVIE.duration ? Math.round((endTime / timescale) * mvhd.readUInt32BE(MOVIE.timescale)) : 0;
  if (movieTicks > 0) mvhd.writeUInt32BE(movieTicks, MOVIE.duration);
  tkhd.writeUInt32BE(movieTicks, TRACK.duration);
  const turn = TURNS[params.rotationDegrees];
  turn?.forEach((value, at) => {
    tkhd.writeInt32BE(value, TRACK.matrix + (MATRIX_FIELDS[at] ?? 0));
  });
  mdhd.writeUInt32BE(timescale, MEDIA.timescale);
  mdhd.writeUInt32BE(endTime, MEDIA.duration);
  return { ...boxes, mvhd, tkhd, mdhd };
}

const copy = (box: Buffer | undefined): Buffer => Buffer.from(box ?? Buffer.alloc(0));
