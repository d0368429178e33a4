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
  let largest = 0;
  for (const plane of format.planes) {
    for (let row = 0; row < plane.height; row++) {
      for (const [from, to] of gapsOf(touchedIn(touched, plane, row), plane.width)) {
        const start = plane.offset + (row * plane.stride + from) * format.bytesPerSample;
        const end = start + (to - from) * format.bytesPerSample;
        const [a, b] = [before.subarray(start, end), after.subarray(start, end)];
        if (Buffer.compare(a, b) !== 0) largest = Math.max(largest, difference(a, b, format.bytesPerSample));
      }
    }
  }
  return largest;
}

type Span = readonly [from: number, to: number];

/** Samples of one row of a plane that lie in touched cells, in order of their begin. */
function touchedIn(areas: readonly TouchedArea[], { shiftX, shiftY }: PicturePlane, row: number): readonly Span[] {
  const y = row << shiftY;
  return areas
    .flatMap(({ grid, cells }): readonly Span[] => {
      const { box, step, columns } = grid;
      if (y < box.y || y >= box.y + box.height) return [];
      const start = ((y - box.y) >> step) * (columns - 1);
      return Array.from(cells.subarray(start, start + columns - 1)).flatMap((flag, column): readonly Span[] => {
        const from = box.x + (column << step);
        return flag === 0 ? [] : [[from >> shiftX, (from + (1 << step)) >> shiftX]];
      });
    })
    .sort((a, b) => a[0] - b[0]);
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
