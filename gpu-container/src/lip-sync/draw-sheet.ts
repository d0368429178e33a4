import type { RgbPicture } from '../faces/rgb-picture.js';

/** A mouth before and after. */
export interface SheetColumn {
  readonly before: RgbPicture;
  readonly after: RgbPicture;
}

/** White between the stills, in pixels. */
const GUTTER = 4;

/** Stills side by side at full size: the source above, the dub below. Undefined without any. */
export function drawSheet(columns: readonly SheetColumn[]): RgbPicture | undefined {
  if (columns.length === 0) return undefined;
  const stills = columns.flatMap(({ before, after }) => [before, after]);
  const cellWidth = Math.max(...stills.map(({ width }) => width)) + GUTTER;
  const cellHeight = Math.max(...stills.map(({ height }) => height)) + GUTTER;
  const sheet = { width: columns.length * cellWidth + GUTTER, height: 2 * cellHeight + GUTTER };
  const data = new Uint8Array(sheet.width * sheet.height * 3).fill(255);
  columns.forEach(({ before, after }, column) => {
    [before, after].forEach((still, row) => {
      const [left, top] = [column * cellWidth + GUTTER, row * cellHeight + GUTTER];
      for (let y = 0; y < still.height; y++) {
        const from = y * still.width * 3;
        data.set(still.data.subarray(from, from + still.width * 3), ((top + y) * sheet.width + left) * 3);
      }
    });
  });
  return { ...sheet, data };
}
