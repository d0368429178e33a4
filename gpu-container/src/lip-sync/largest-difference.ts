import type { PictureFormat, PicturePlane } from '../picture/picture-format.js';
import type { TouchedArea } from './touched-area.js';

export interface LargestDifferenceParams {
  readonly format: PictureFormat;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** What may differ. */
  readonly touched: readonly TouchedArea[];
}

/** The largest difference of any sample outside the touched areas: 0 when untouched means untouched. */
export function largestDifference({ format, before, after, touched }: LargestDifferenceParams): number {
  const { bytesPerSample } = format;
  let largest = 0;
  const compare = (start: number, end: number): void => {
    const [a, b] = [before.subarray(start, end), after.subarray(start, end)];
    if (Buffer.compare(a, b) !== 0) largest = Math.max(largest, difference(a, b, bytesPerSample));
  };
  for (const plane of format.planes) {
    for (const { firstRow, endRow, gaps } of bandsOf(plane, touched)) {
      const rowBytes = plane.stride * bytesPerSample;
      const start = plane.offset + firstRow * rowBytes;
      if (gaps === undefined) {
        compare(start, start + (endRow - firstRow) * rowBytes);
        continue;
      }
      for (let row = firstRow; row < endRow; row++) {
        const at = plane.offset + row * rowBytes;
        for (const [from, to] of gaps) compare(at + from * bytesPerSample, at + to * bytesPerSample);
      }
    }
  }
  return largest;
}

type Span = readonly [from: number, to: number];

/** Rows of a plane that are touched alike; `gaps` is what is untouched of each, undefined for all of it. */
interface Band {
  readonly firstRow: number;
  readonly endRow: number;
  readonly gaps: readonly Span[] | undefined;
}

function bandsOf(plane: PicturePlane, areas: readonly TouchedArea[]): readonly Band[] {
  const borders = new Set([0, plane.height]);
  for (const { grid } of areas) {
    for (let row = 0; row < grid.rows; row++) {
      const y = Math.min(grid.box.y + (row << grid.step), grid.box.y + grid.box.height) >> plane.shiftY;
      if (y < plane.height) borders.add(y);
    }
  }
  const rows = [...borders].sort((a, b) => a - b);
  return rows.slice(0, -1).map((firstRow, at): Band => {
    const spans = areas.flatMap((area) => touchedIn(area, plane, firstRow)).sort((a, b) => a[0] - b[0]);
    const gaps = spans.length === 0 ? undefined : gapsOf(spans, plane.width);
    return { firstRow, endRow: rows[at + 1] ?? firstRow, gaps };
  });
}

/** Samples of one row of a plane that lie in touched cells. */
function touchedIn({ grid, cells }: TouchedArea, { shiftX, shiftY }: PicturePlane, row: number): readonly Span[] {
  const { box, step, columns } = grid;
  const y = row << shiftY;
  if (y < box.y || y >= box.y + box.height) return [];
  const start = ((y - box.y) >> step) * (columns - 1);
  const spans: Span[] = [];
  for (let column = 0; column < columns - 1; column++) {
    const from = box.x + (column << step);
    if (cells[start + column] === 1) spans.push([from >> shiftX, (from + (1 << step)) >> shiftX]);
  }
  return spans;
}

function gapsOf(spans: readonly Span[], width: number): readonly Span[] {
  const gaps: Span[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from > at) gaps.push([at, Math.min(from, width)]);
    at = Math.max(at, to);
  }
  if (at < width) gaps.push([at, width]);
  return gaps;
}

function difference(a: Uint8Array, b: Uint8Array, bytesPerSample: number): number {
  let largest = 0;
  for (let at = 0; at < a.length; at += bytesPerSample) {
    const [left, right] = [sampleAt(a, at, bytesPerSample), sampleAt(b, at, bytesPerSample)];
    largest = Math.max(largest, Math.abs(left - right));
  }
  return largest;
}

function sampleAt(bytes: Uint8Array, at: number, bytesPerSample: number): number {
  return (bytes[at] ?? 0) + (bytesPerSample === 2 ? (bytes[at + 1] ?? 0) << 8 : 0);
}
