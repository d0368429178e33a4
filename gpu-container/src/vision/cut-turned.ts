import { mapPoint } from './affine-map.js';
import type { PatchWork } from './patch-work.js';

/** The kernel reads eight bytes where it needs six. */
const SLACK_BYTES = 16;

/** Cuts a turned patch: the part of the picture it lies in is brought over whole. */
export function cutTurned(work: PatchWork): void {
  const { kernel, params, red, green, blue } = work;
  const { toPicture, width, height, scale, offset, outside = 0 } = params;
  const source = bringSource(work);
  for (let row = 0; row < height; row++) {
    const start = mapPoint(toPicture, { x: 0, y: row });
    const at = row * width * 4;
    kernel.cutTurnedRow(
      ...([red + at, green + at, blue + at, width, source.address, source.width, source.height] as const),
      ...([start.x - source.left, start.y - source.top, toPicture.a, toPicture.d, scale, offset, outside] as const),
    );
  }
}

/** A part of the picture in the kernel's memory, with a pixel of what is outside around the picture. */
interface Source {
  readonly address: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function bringSource({ heap, params }: PatchWork): Source {
  const { picture, toPicture, width, height, outside = 0 } = params;
  const corners = [0, width - 1].flatMap((x) => [0, height - 1].map((y) => mapPoint(toPicture, { x, y })));
  const [left, right] = reach(
    corners.map(({ x }) => x),
    picture.width,
  );
  const [top, bottom] = reach(
    corners.map(({ y }) => y),
    picture.height,
  );
  const source = { left, top, width: right - left + 1, height: bottom - top + 1 };
  const address = heap.take(3 * source.width * source.height + SLACK_BYTES);
  const bytes = heap.view(address, 3 * source.width * source.height);
  const [from, to] = [Math.max(0, left), Math.min(picture.width, right + 1)];
  const isWhole = from === left && to === right + 1 && top >= 0 && bottom < picture.height;
  if (!isWhole) bytes.fill(outside);
  for (let line = Math.max(0, top); line <= Math.min(picture.height - 1, bottom) && from < to; line++) {
    const start = 3 * line * picture.width;
    const row = picture.data.subarray(start + 3 * from, start + 3 * to);
    bytes.set(row, 3 * ((line - top) * source.width + from - left));
  }
  return { address, ...source };
}

/** First and last pixel needed, −1 and `length` being the border around the picture. */
function reach(places: readonly number[], length: number): readonly [number, number] {
  const within = (place: number): number => Math.max(-1, Math.min(length, place));
  const first = Math.min(length - 1, within(Math.floor(Math.min(...places))));
  // one more than needed: the kernel adds up in single precision
  return [first, Math.max(first + 1, within(Math.floor(Math.max(...places)) + 2))];
}
