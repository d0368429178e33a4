import type { PicturePoint } from '../../../../pipeline/ports/face-detector.js';

/** A flat view of a body: eight numbers, `x = p0·X + p1·Y + p2·Z + p3`, `y = p4·X + p5·Y + p6·Z + p7`. */
export type Projection = Float64Array;

export interface FitProjectionParams {
  /** Three coordinates a point. */
  readonly body: Float64Array;
  readonly seen: readonly PicturePoint[];
}

const UNKNOWNS = 4;

/** The affine view under which a body's points lie closest to where they are seen, least squares. */
export function fitProjection({ body, seen }: FitProjectionParams): Projection {
  const normal = Array.from({ length: UNKNOWNS }, () => new Float64Array(UNKNOWNS + 2));
  for (const [index, { x, y }] of seen.entries()) {
    const row = [body[3 * index] ?? 0, body[3 * index + 1] ?? 0, body[3 * index + 2] ?? 0, 1];
    for (const [i, line] of normal.entries()) {
      const value = row[i] ?? 0;
      for (let j = 0; j < UNKNOWNS; j++) line[j] = (line[j] ?? 0) + value * (row[j] ?? 0);
      line[UNKNOWNS] = (line[UNKNOWNS] ?? 0) + value * x;
      line[UNKNOWNS + 1] = (line[UNKNOWNS + 1] ?? 0) + value * y;
    }
  }
  eliminate(normal);
  return Float64Array.from({ length: 2 * UNKNOWNS }, (_, at) => {
    const line = normal[at % UNKNOWNS];
    return (line?.[UNKNOWNS + Math.floor(at / UNKNOWNS)] ?? 0) / (line?.[at % UNKNOWNS] ?? 1);
  });
}

/** Gauss–Jordan with the largest pivot; leaves a diagonal. */
function eliminate(lines: Float64Array[]): void {
  for (let column = 0; column < lines.length; column++) {
    const size = (row: number) => Math.abs(lines[row]?.[column] ?? 0);
    let best = column;
    for (let row = column + 1; row < lines.length; row++) if (size(row) > size(best)) best = row;
    const pivot = lines[best];
    const here = lines[column];
    if (pivot === undefined || here === undefined || size(best) === 0) continue;
    [lines[column], lines[best]] = [pivot, here];
    for (const line of lines) {
      if (line === pivot) continue;
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
      for (let at = column; at < line.length; at++) line[at] = (line[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
}
