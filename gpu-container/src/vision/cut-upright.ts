import type { PatchWork } from './patch-work.js';

/** Of the weights of two neighbours: they add up to this. */
const WHOLE_WEIGHT = 16_384;
/** The kernel reads eight bytes where it needs six. */
const SLACK_BYTES = 16;

/** Cuts a patch that is not turned: for each of its rows the two rows of the picture it lies between are brought over. */
export function cutUpright(work: PatchWork): void {
  const { kernel, params, red, green, blue } = work;
  const { picture, toPicture, width, height, scale, offset } = params;
  const columns = layColumns(work);
  const rows = createRows(work, columns);
  for (let row = 0; row < height; row++) {
    const y = toPicture.e * row + toPicture.f;
    const line = Math.max(-1, Math.min(picture.height, Math.floor(y)));
    const share = Math.max(0, Math.min(1, y - line));
    const [upper, lower] = [rows.bring(line), rows.bring(line + 1)];
    const at = row * width * 4;
    const { address } = columns;
    kernel.cutUprightRow(red + at, green + at, blue + at, width, upper, lower, share, address, scale, offset);
  }
}

/** The columns of the picture that are looked at, and where in them the pixels of a row lie. */
interface Columns {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
  readonly address: number;
}

/** Rows lie in the kernel's memory with a pixel of what is outside on either side. */
function layColumns({ kernel, heap, params: { picture, toPicture, width } }: PatchWork): Columns {
  const placeOf = (column: number): number => Math.max(-1, Math.min(picture.width, toPicture.a * column + toPicture.c));
  const [from, to] = [placeOf(0), placeOf(width - 1)];
  const first = Math.max(0, Math.floor(Math.min(from, to)));
  const end = Math.max(first, Math.min(picture.width, Math.floor(Math.max(from, to)) + 2));
  const address = heap.take(8 * width);
  const table = new Int32Array(kernel.memory.buffer, address, 2 * width);
  for (let column = 0; column < width; column++) {
    const place = placeOf(column);
    const left = Math.min(Math.floor(place), end - 1);
    const right = Math.round((place - left) * WHOLE_WEIGHT);
    table[2 * column] = 3 * (left - first + 1);
    table[2 * column + 1] = (right << 16) | (WHOLE_WEIGHT - right);
  }
  return { first, end, address };
}

interface Rows {
  /** Address of a row of the picture, which is kept until the next but one is brought. */
  bring(line: number): number;
}

function createRows({ heap, params }: PatchWork, { first, end }: Columns): Rows {
  const { picture, outside = 0 } = params;
  const rowBytes = 3 * (end - first);
  const addresses = Array.from({ length: 3 }, () => heap.take(rowBytes + 6 + SLACK_BYTES));
  for (const address of addresses) heap.view(address, rowBytes + 6).fill(outside);
  const [beyond = 0, ...slots] = addresses;
  const [even, odd] = slots.map((address) => ({ address, pixels: heap.view(address + 3, rowBytes), line: -1 }));
  return {
    bring: (line) => {
      const slot = line & 1 ? odd : even;
      if (slot === undefined || line < 0 || line >= picture.height) return beyond;
      if (slot.line !== line) {
        const start = 3 * (line * picture.width + first);
        slot.pixels.set(picture.data.subarray(start, start + rowBytes));
        slot.line = line;
      }
      return slot.address;
    },
  };
}
