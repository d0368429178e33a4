import type { Affine } from './affine.js';
import type { KernelHeap } from './kernel-heap.js';
import type { KernelExports } from './mouth-kernel.js';
import type { NodeGrid } from './node-grid.js';
import { solveField } from './solve-field.js';

/** A picture that is bent so that its landmarks come to lie where they shall. */
export interface WarpSource {
  /** Landmarks in the source, interleaved x, y by slot, in pixels. */
  readonly points: ArrayLike<number>;
  /** From the new picture to the source, as if the faces were stiff. */
  readonly fromNew: Affine;
}

export interface WarpNodesParams {
  readonly kernel: KernelExports;
  readonly heap: KernelHeap;
  readonly grid: NodeGrid;
  /** Landmarks in the new picture, by slot. */
  readonly placed: Float64Array;
  readonly slots: readonly number[];
  readonly sources: readonly WarpSource[];
  /** Eye distance in pixels. */
  readonly eyeDistancePx: number;
}

/** For every node of the grid the place in each source it is taken from. */
export interface NodePositions {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Points lying nearer than this to each other share their displacement, in eye distances. */
const ROUNDING = 0.035;
/** Anchors that hold the border of the box still, per side. */
const ANCHORS = 4;
/** From the border inwards to full displacement, in eye distances. */
const BORDER_FADE = 0.14;
/** Displacements below this are none: the sample stays exactly what it was. In pixels. */
const NOTHING = 1 / 128;

/** Bends the sources onto the placed landmarks. All keep their stiff position at the border of the grid. */
export function warpNodes(params: WarpNodesParams): readonly NodePositions[] {
  const { kernel, heap, grid, sources, eyeDistancePx } = params;
  const fields = solveField({ kernel, heap, grid, ...displacements(params), radius: ROUNDING * eyeDistancePx });
  return sources.map(({ fromNew }, at) => bentNodes(grid, fields[at] ?? new Float32Array(), fromNew, eyeDistancePx));
}

function bentNodes(grid: NodeGrid, field: Float32Array, fromNew: Affine, eyeDistancePx: number): NodePositions {
  const cell = 1 << grid.step;
  const count = grid.columns * grid.rows;
  const nodes = { x: new Float64Array(count), y: new Float64Array(count) };
  for (let node = 0; node < count; node++) {
    const x = grid.box.x + (node % grid.columns) * cell;
    const y = grid.box.y + Math.floor(node / grid.columns) * cell;
    const fade = borderFade(grid, x, y, eyeDistancePx);
    const dx = (field[2 * node] ?? 0) * fade;
    const dy = (field[2 * node + 1] ?? 0) * fade;
    const moves = Math.abs(dx) > NOTHING || Math.abs(dy) > NOTHING;
    nodes.x[node] = fromNew.a * x + fromNew.b * y + fromNew.c + (moves ? dx : 0);
    nodes.y[node] = fromNew.d * x + fromNew.e * y + fromNew.f + (moves ? dy : 0);
  }
  return nodes;
}

/** What is left between each source's landmarks and their stiff position, at the landmarks and at anchors around. */
function displacements({ grid, placed, slots, sources }: WarpNodesParams) {
  const anchors = borderAnchors(grid);
  const count = slots.length + anchors.length;
  const centres = new Float64Array(count * 2);
  slots.forEach((slot, at) => {
    centres[2 * at] = placed[2 * slot] ?? 0;
    centres[2 * at + 1] = placed[2 * slot + 1] ?? 0;
  });
  anchors.forEach(([x, y], at) => {
    centres[2 * (slots.length + at)] = x;
    centres[2 * (slots.length + at) + 1] = y;
  });
  const values = new Float64Array(count * 2 * sources.length);
  sources.forEach(({ points, fromNew }, source) => {
    slots.forEach((slot, at) => {
      const [x, y] = [centres[2 * at] ?? 0, centres[2 * at + 1] ?? 0];
      const stiffX = fromNew.a * x + fromNew.b * y + fromNew.c;
      const stiffY = fromNew.d * x + fromNew.e * y + fromNew.f;
      values[2 * source * count + at] = (points[2 * slot] ?? 0) - stiffX;
      values[(2 * source + 1) * count + at] = (points[2 * slot + 1] ?? 0) - stiffY;
    });
  });
  for (let at = 0; at < count; at++) {
    centres[2 * at] = (centres[2 * at] ?? 0) - grid.box.x;
    centres[2 * at + 1] = (centres[2 * at + 1] ?? 0) - grid.box.y;
  }
  return { centres, values };
}

function borderAnchors({ box }: NodeGrid): ReadonlyArray<readonly [number, number]> {
  return Array.from({ length: ANCHORS }, (_, at) => at / ANCHORS).flatMap((share) => [
    [box.x + share * box.width, box.y] as const,
    [box.x + box.width, box.y + share * box.height] as const,
    [box.x + (1 - share) * box.width, box.y + box.height] as const,
    [box.x, box.y + (1 - share) * box.height] as const,
  ]);
}

function borderFade({ box }: NodeGrid, x: number, y: number, eyeDistancePx: number): number {
  const inside = Math.min(x - box.x, box.x + box.width - x, y - box.y, box.y + box.height - y);
  const share = Math.min(1, Math.max(0, inside / (BORDER_FADE * eyeDistancePx)));
  return share * share * (3 - 2 * share);
}
