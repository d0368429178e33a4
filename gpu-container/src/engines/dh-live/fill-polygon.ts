import type { PicturePoint } from '../../../../pipeline/ports/face-detector.js';

export interface FillPolygonParams {
  /** `size · size` values, changed in place. */
  readonly plane: Float32Array;
  readonly size: number;
  readonly corners: readonly PicturePoint[];
  readonly value: number;
}

/** Fills the pixels whose centres lie inside a polygon (even–odd rule). */
export function fillPolygon({ plane, size, corners, value }: FillPolygonParams): void {
  for (let row = 0; row < size; row++) {
    const y = row + 0.5;
    const crossings: number[] = [];
    for (const [index, from] of corners.entries()) {
      const to = corners[(index + 1) % corners.length] ?? from;
      if (from.y <= y === to.y <= y) continue;
      crossings.push(from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x));
    }
    crossings.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const first = Math.max(0, Math.ceil((crossings[pair] ?? 0) - 0.5));
      const last = Math.min(size - 1, Math.floor((crossings[pair + 1] ?? 0) - 0.5));
      for (let column = first; column <= last; column++) plane[row * size + column] = value;
    }
  }
}
