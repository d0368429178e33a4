import type { LightSample } from './light-difference.js';
import type { NodeGrid } from './node-grid.js';

/** Light at every node of a grid: the border's, drawn smoothly inwards, as one array per plane. */
export interface SpreadLight {
  readonly gain: Float64Array;
  readonly chroma: readonly Float64Array[];
}

export interface SpreadLightParams {
  readonly grid: NodeGrid;
  readonly samples: readonly LightSample[];
  /** Node values of the mask; nodes where it is 0 are left alone. */
  readonly mask: Float64Array;
  /** Distance in pixels under which samples count alike. */
  readonly softness: number;
}

/** Weighs the border's samples by the inverse square of their distance. */
export function spreadLight({ grid, samples, mask, softness }: SpreadLightParams): SpreadLight {
  const count = grid.columns * grid.rows;
  const planes = samples[0]?.chroma.length ?? 0;
  const gain = new Float64Array(count).fill(1);
  const chroma = Array.from({ length: planes }, () => new Float64Array(count));
  const cell = 1 << grid.step;
  const near = softness * softness;
  const offsets = new Float64Array(planes);
  for (let node = 0; node < count; node++) {
    if (!hasMaskAround(mask, grid, node)) continue;
    const x = grid.box.x + (node % grid.columns) * cell;
    const y = grid.box.y + Math.floor(node / grid.columns) * cell;
    let total = 0;
    let gains = 0;
    offsets.fill(0);
    for (const sample of samples) {
      const weight = 1 / ((sample.x - x) ** 2 + (sample.y - y) ** 2 + near);
      total += weight;
      gains += weight * sample.gain;
      for (let plane = 0; plane < planes; plane++) {
        offsets[plane] = (offsets[plane] ?? 0) + weight * (sample.chroma[plane] ?? 0);
      }
    }
    gain[node] = gains / total;
    chroma.forEach((values, plane) => {
      values[node] = (offsets[plane] ?? 0) / total;
    });
  }
  return { gain, chroma };
}

/** A node without mask still lends its light to the cell of a neighbour that has one. */
function hasMaskAround(mask: Float64Array, { columns }: NodeGrid, node: number): boolean {
  for (const row of [-columns, 0, columns]) {
    for (let at = node + row - 1; at <= node + row + 1; at++) if ((mask[at] ?? 0) > 0) return true;
  }
  return false;
}
