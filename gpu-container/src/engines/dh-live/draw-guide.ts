import type { Projection } from './fit-projection.js';
import { FACE_SIZE, type FramedFace } from './frame-face.js';
import { project } from './learn-face.js';
import type { WrapModel } from './read-wrap-model.js';

export interface DrawGuideParams {
  readonly model: WrapModel;
  readonly face: FramedFace;
  readonly view: Projection;
  /** The face as it shall be, three coordinates a point. */
  readonly moved: Float64Array;
}

const AREA = FACE_SIZE * FACE_SIZE;
/** The published program draws at twice the size and keeps every other pixel: this is where those lie. */
const PIXEL_CENTRE = 0.25;
const NO_BIAS_KIND = -1;
const BEHIND = 500;
const TEETH = 3;

/** Per point: place in the picture, depth, kind, and how far it moves as a share of half the picture. */
interface Corner {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly kind: number;
  readonly moveX: number;
  readonly moveY: number;
}

/**
 * Draws the mesh as the network reads it: where skin is, red and green say how far it moves (0.5 = stays); lips are
 * red, upper teeth green, lower teeth blue. Three planes 0…1.
 */
export function drawGuide(params: DrawGuideParams): Float32Array {
  const { model } = params;
  const corners = Array.from(model.kinds.keys(), (index) => placeCorner(params, index));
  const guide = new Float32Array(3 * AREA).fill(0.5);
  const depths = new Float32Array(AREA).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < model.triangles.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => corners[model.triangles[at + corner] ?? 0]);
    if (a !== undefined && b !== undefined && c !== undefined) drawTriangle({ guide, depths, corners: [a, b, c] });
  }
  return guide;
}

function placeCorner({ model, face, view, moved }: DrawGuideParams, index: number): Corner {
  const kind = model.kinds[index] ?? 0;
  const { x, y } = project(view, moved, index);
  const landmark = model.landmarks[index];
  const seen = landmark === undefined || kind === NO_BIAS_KIND ? undefined : face.points[landmark];
  return {
    x,
    y,
    z: kind >= TEETH ? BEHIND : (moved[3 * index + 2] ?? 0),
    kind,
    moveX: seen === undefined ? 0 : ((x - seen.x) * 2) / FACE_SIZE,
    moveY: seen === undefined ? 0 : ((y - seen.y) * 2) / FACE_SIZE,
  };
}

interface DrawTriangleParams {
  readonly guide: Float32Array;
  readonly depths: Float32Array;
  readonly corners: readonly [Corner, Corner, Corner];
}

function drawTriangle({ guide, depths, corners: [a, b, c] }: DrawTriangleParams): void {
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  // the backs of triangles are not drawn; those of the mesh turn this way
  if (area >= 0) return;
  const kind = a.kind === b.kind && b.kind === c.kind ? a.kind : undefined;
  const clip = (value: number): number => Math.max(0, Math.min(FACE_SIZE - 1, value));
  const firstX = clip(Math.ceil(Math.min(a.x, b.x, c.x) - PIXEL_CENTRE));
  const lastX = clip(Math.floor(Math.max(a.x, b.x, c.x) - PIXEL_CENTRE));
  const firstY = clip(Math.ceil(Math.min(a.y, b.y, c.y) - PIXEL_CENTRE));
  const lastY = clip(Math.floor(Math.max(a.y, b.y, c.y) - PIXEL_CENTRE));
  for (let row = firstY; row <= lastY; row++) {
    for (let column = firstX; column <= lastX; column++) {
      const x = column + PIXEL_CENTRE;
      const y = row + PIXEL_CENTRE;
      const u = ((c.x - b.x) * (y - b.y) - (c.y - b.y) * (x - b.x)) / area;
      const v = ((a.x - c.x) * (y - c.y) - (a.y - c.y) * (x - c.x)) / area;
      const w = 1 - u - v;
      if (u < 0 || v < 0 || w < 0) continue;
      const z = u * a.z + v * b.z + w * c.z;
      const at = row * FACE_SIZE + column;
      if (z >= (depths[at] ?? 0)) continue;
      depths[at] = z;
      const blend = (key: 'kind' | 'moveX' | 'moveY'): number => u * a[key] + v * b[key] + w * c[key];
      const colour = colourOf(kind ?? blend('kind'), blend('moveX'), blend('moveY'));
      for (const [channel, value] of colour.entries()) guide[channel * AREA + at] = value;
    }
  }
}

/** The published fragment shader's table. */
function colourOf(kind: number, moveX: number, moveY: number): readonly [number, number, number] {
  if (kind === 2) return [1, 0, 0];
  if (kind > 2 && kind < 2.1) return [0.5, 0, 0];
  if (kind === 3) return [0, 1, 0];
  if (kind === 4) return [0, 0, 1];
  if (kind > 3 && kind < 4) return [0, 0, 0];
  return [(moveX + 1) / 2, (moveY + 1) / 2, 0.5];
}
