import type { PictureFormat } from '../picture/picture-format.js';
import type { TouchedArea } from './compose-mouth.js';
import { createKernelHeap, type KernelHeap } from './kernel-heap.js';
import { type LightPlane, lightDifference } from './light-difference.js';
import type { KernelExports } from './mouth-kernel.js';
import type { MouthMask } from './mouth-mask.js';
import type { NodeGrid } from './node-grid.js';
import type { PlanarCrop } from './planar-crop.js';
import { planeNodes } from './plane-nodes.js';
import { type SpreadLight, spreadLight } from './spread-light.js';
import type { SteadyLight } from './steady-light.js';
import type { NodePositions } from './warp-nodes.js';

export interface PaintMouthParams {
  readonly format: PictureFormat;
  readonly picture: Uint8Array;
  readonly grid: NodeGrid;
  readonly mask: MouthMask;
  /** The box of the grid as it was. */
  readonly own: PlanarCrop;
  /** Where in the picture itself each node comes from. */
  readonly ground: NodePositions;
  readonly patches: ReadonlyArray<{ readonly crop: PlanarCrop; readonly nodes: NodePositions; readonly share: number }>;
  readonly strength: number;
  readonly light: SteadyLight;
  readonly eyeDistancePx: number;
}

/** Paints mouths with the pixel kernel. One at a time: it owns the kernel's memory. */
export interface MouthCanvas {
  /** Bends ground and patches, matches the light, blends, and writes the box back. */
  paint(params: PaintMouthParams): TouchedArea;
}

/** Positions have 9 fractional bits, mask and gain 12, offsets 4. */
const SCALE = { position: 512, mask: 4096, offset: 16 } as const;
/** Squares in which light is compared, half a side in eye distances. */
const LIGHT_RADIUS = 0.035;
/** Reach within which light at the border counts alike, in eye distances. */
const LIGHT_SOFTNESS = 0.08;
/** Within so many pixels of the border of a donor's crop the mask fades out: there is nothing behind it. */
const CROP_BORDER_PX = 6;

interface PaintedPlane {
  readonly width: number;
  readonly height: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly ground: number;
  readonly patch: number;
}

/** A canvas on a kernel of its own. */
export function createMouthCanvas(kernel: KernelExports): MouthCanvas {
  const heap = createKernelHeap(kernel);
  return {
    paint: (params) => {
      heap.reset();
      const mask = maskNodes(params);
      const planes = params.own.planes.map((_, index) => bendPlane(kernel, heap, params, index));
      const light = matchLight(heap, params, planes, mask);
      planes.forEach((plane, index) => {
        blendPlane({
          kernel,
          heap,
          params,
          plane,
          mask,
          gain: index === 0 ? light.gain : undefined,
          offset: light.chroma[index - 1],
        });
        writeBack(heap, params, plane, index);
      });
      return { grid: params.grid, cells: touchedCells(params, mask) };
    },
  };
}

function bendPlane(kernel: KernelExports, heap: KernelHeap, params: PaintMouthParams, index: number): PaintedPlane {
  const { format, grid, own, ground, patches } = params;
  const layout = format.planes[index];
  const plane = own.planes[index];
  if (layout === undefined || plane === undefined) throw new RangeError(`The picture has no plane ${index}.`);
  const { shiftX, shiftY } = layout;
  const { width, height } = plane;
  const warp = format.bytesPerSample === 1 ? kernel.warp8 : kernel.warp16;
  const mix = format.bytesPerSample === 1 ? kernel.mix8 : kernel.mix16;
  const bend = (crop: PlanarCrop, nodes: NodePositions): number => {
    const source = crop.planes[index];
    if (source === undefined) throw new RangeError(`The crop has no plane ${index}.`);
    const fields = [nodes.x.map((x) => x - crop.box.x), nodes.y.map((y) => y - crop.box.y)];
    const scales = [SCALE.position / (1 << shiftX), SCALE.position / (1 << shiftY)];
    const { values, columns, step } = planeNodes({ grid, fields, scales, plane: { width, height, shiftX, shiftY } });
    const target = heap.take(width * height * format.bytesPerSample);
    const address = heap.put(source.bytes);
    warp(target, width, height, address, source.width, source.height, heap.putInts(values), columns, step);
    return target;
  };
  const [first, second] = patches;
  const groundAt = bend(own, ground);
  const patchAt = first === undefined ? groundAt : bend(first.crop, first.nodes);
  if (second !== undefined) {
    mix(patchAt, bend(second.crop, second.nodes), width * height, Math.round(256 * second.share));
  }
  return { width, height, shiftX, shiftY, ground: groundAt, patch: patchAt };
}

/** The mask at the nodes, 0 where a donor has no picture. */
function maskNodes({ grid, mask, strength, patches }: PaintMouthParams): Float64Array {
  const cell = 1 << grid.step;
  return Float64Array.from({ length: grid.columns * grid.rows }, (_, node) => {
    const x = grid.box.x + (node % grid.columns) * cell;
    const y = grid.box.y + Math.floor(node / grid.columns) * cell;
    let value = patches.length === 0 ? 0 : strength * mask.valueAt(x, y);
    for (const { crop, nodes } of patches) {
      if (value === 0) break;
      const [u, v] = [(nodes.x[node] ?? 0) - crop.box.x, (nodes.y[node] ?? 0) - crop.box.y];
      const inside = Math.min(u, v, crop.box.width - 1 - u, crop.box.height - 1 - v) / CROP_BORDER_PX;
      value *= Math.min(1, Math.max(0, inside));
    }
    return value;
  });
}

function matchLight(
  heap: KernelHeap,
  { format, grid, mask, light, eyeDistancePx }: PaintMouthParams,
  planes: readonly PaintedPlane[],
  maskValues: Float64Array,
): SpreadLight {
  const view = (address: number, samples: number) => {
    const bytes = heap.view(address, samples * format.bytesPerSample);
    return format.bytesPerSample === 1 ? bytes : new Uint16Array(bytes.buffer, address, samples);
  };
  const samples = lightDifference({
    ...{ mask, box: grid.box, radius: Math.max(2, LIGHT_RADIUS * eyeDistancePx), unit: 2 ** (format.bitDepth - 8) },
    planes: planes.map((plane): LightPlane => {
      const count = plane.width * plane.height;
      return { ...plane, ground: view(plane.ground, count), patch: view(plane.patch, count) };
    }),
  });
  return spreadLight({
    grid,
    samples: light.next(samples),
    mask: maskValues,
    softness: LIGHT_SOFTNESS * eyeDistancePx,
  });
}

interface BlendPlaneParams {
  readonly kernel: KernelExports;
  readonly heap: KernelHeap;
  readonly params: PaintMouthParams;
  readonly plane: PaintedPlane;
  readonly mask: Float64Array;
  readonly gain: Float64Array | undefined;
  readonly offset: Float64Array | undefined;
}

function blendPlane({ kernel, heap, params, plane, mask, gain, offset }: BlendPlaneParams): void {
  const { grid, format } = params;
  const none = new Float64Array(mask.length);
  const { values, columns, step } = planeNodes({
    ...{ grid, plane },
    fields: [mask, gain ?? none.map(() => 1), offset ?? none],
    scales: [SCALE.mask, SCALE.mask, SCALE.offset],
  });
  const blend = format.bytesPerSample === 1 ? kernel.blend8 : kernel.blend16;
  const { ground, patch, width, height } = plane;
  blend(ground, patch, width, height, heap.putInts(values), columns, step, 2 ** format.bitDepth - 1);
}

function writeBack(
  heap: KernelHeap,
  { picture, format, own }: PaintMouthParams,
  plane: PaintedPlane,
  index: number,
): void {
  const layout = format.planes[index];
  if (layout === undefined) return;
  const rowBytes = plane.width * format.bytesPerSample;
  const bytes = heap.view(plane.ground, rowBytes * plane.height);
  for (let row = 0; row < plane.height; row++) {
    const x = own.box.x >> layout.shiftX;
    const y = (own.box.y >> layout.shiftY) + row;
    picture.set(
      bytes.subarray(row * rowBytes, (row + 1) * rowBytes),
      layout.offset + (y * layout.stride + x) * format.bytesPerSample,
    );
  }
}

/** Cells with a corner where the mask shows or the ground moves. */
function touchedCells({ grid, ground }: PaintMouthParams, mask: Float64Array): Uint8Array {
  const cell = 1 << grid.step;
  const cells = new Uint8Array((grid.columns - 1) * (grid.rows - 1));
  for (let node = 0; node < mask.length; node++) {
    const [column, row] = [node % grid.columns, Math.floor(node / grid.columns)];
    const isStill = ground.x[node] === grid.box.x + column * cell && ground.y[node] === grid.box.y + row * cell;
    if (isStill && mask[node] === 0) continue;
    for (const [x, y] of [
      [column - 1, row - 1],
      [column, row - 1],
      [column - 1, row],
      [column, row],
    ] as const) {
      if (x >= 0 && y >= 0 && x < grid.columns - 1 && y < grid.rows - 1) cells[y * (grid.columns - 1) + x] = 1;
    }
  }
  return cells;
}
