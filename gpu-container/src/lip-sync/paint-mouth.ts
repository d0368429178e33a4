import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { flagCells } from './flag-cells.js';
import { createKernelHeap, type KernelHeap } from './kernel-heap.js';
import { type LightPlane, lightDifference } from './light-difference.js';
import { maskNodes } from './mask-nodes.js';
import type { KernelExports } from './mouth-kernel.js';
import type { MouthMask } from './mouth-mask.js';
import type { NodeGrid } from './node-grid.js';
import { type PlaneNodes, planeNodes } from './plane-nodes.js';
import { type SpreadLight, spreadLight } from './spread-light.js';
import type { SteadyLight } from './steady-light.js';
import { type TouchedArea, touchedArea } from './touched-area.js';
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
  readonly kernel: KernelExports;
  readonly heap: KernelHeap;
  /** Bends ground and patches, matches the light, blends, and writes the box back. */
  paint(params: PaintMouthParams): TouchedArea;
}

/** Positions have 9 fractional bits, mask and gain 12, offsets 4. */
const SCALE = { position: 512, mask: 4096, offset: 16 } as const;
/** Squares in which light is compared, half a side in eye distances. */
const LIGHT_RADIUS = 0.035;
/** Reach within which light at the border counts alike, in eye distances. */
const LIGHT_SOFTNESS = 0.08;

/** A canvas on a kernel of its own. */
export function createMouthCanvas(kernel: KernelExports): MouthCanvas {
  const heap = createKernelHeap(kernel);
  return { kernel, heap, paint: (params) => paint({ ...params, kernel, heap }) };
}

type Job = PaintMouthParams & { readonly kernel: KernelExports; readonly heap: KernelHeap };

/** One plane under work: its place in the picture and the addresses of ground and patch. */
interface Plane {
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly ground: number;
  readonly patch: number;
}

function paint(job: Job): TouchedArea {
  const { heap, grid, own } = job;
  heap.reset();
  const mask = maskNodes(job);
  const planes = own.planes.map((_, index) => bendPlane(job, mask, index));
  const light = matchLight(job, planes, mask);
  for (const plane of planes) {
    blendPlane({ job, plane, mask, light });
    writeBack(job, plane);
  }
  return touchedArea({ grid, ground: job.ground, mask });
}

function bendPlane(job: Job, mask: Float64Array, index: number): Plane {
  const { format, own, ground, patches, kernel } = job;
  const layout = format.planes[index];
  const crop = own.planes[index];
  if (layout === undefined || crop === undefined) throw new RangeError(`The picture has no plane ${index}.`);
  const { width, height } = crop;
  const plane = { index, width, height, shiftX: layout.shiftX, shiftY: layout.shiftY };
  const isShown = (node: number) => (mask[node] ?? 0) > 0;
  const [first, second] = patches;
  const isBent = (node: number) => !isStill(job, node) && (first === undefined || (mask[node] ?? 0) < 1);
  const groundAt = bend(job, plane, { crop: own, nodes: ground, isWanted: isBent });
  if (first === undefined) return { ...plane, ground: groundAt, patch: groundAt };
  const patchAt = bend(job, plane, { ...first, isWanted: isShown });
  if (second !== undefined) {
    const mix = format.bytesPerSample === 1 ? kernel.mix8 : kernel.mix16;
    mix(patchAt, bend(job, plane, { ...second, isWanted: isShown }), width * height, Math.round(256 * second.share));
  }
  return { ...plane, ground: groundAt, patch: patchAt };
}

function isStill({ grid, ground }: Job, node: number): boolean {
  const cell = 1 << grid.step;
  const [column, row] = [node % grid.columns, Math.floor(node / grid.columns)];
  return ground.x[node] === grid.box.x + column * cell && ground.y[node] === grid.box.y + row * cell;
}

interface BendParams {
  readonly crop: PlanarCrop;
  readonly nodes: NodePositions;
  /** Whether a node of the full-size grid matters. */
  readonly isWanted: (node: number) => boolean;
}

/** The address of a bent plane; what is not wanted of it is the picture as it was. */
function bend(job: Job, plane: Omit<Plane, 'ground' | 'patch'>, { crop, nodes, isWanted }: BendParams): number {
  const { format, grid, own, heap, kernel } = job;
  const source = crop.planes[plane.index];
  const before = own.planes[plane.index];
  if (source === undefined || before === undefined) throw new RangeError(`The crop has no plane ${plane.index}.`);
  const inPlane: PlaneNodes = planeNodes({
    ...{ grid, plane },
    fields: [
      { values: nodes.x, origin: crop.box.x, scale: SCALE.position / (1 << plane.shiftX) },
      { values: nodes.y, origin: crop.box.y, scale: SCALE.position / (1 << plane.shiftY) },
    ],
  });
  const isSameGrid = inPlane.columns === grid.columns && inPlane.rows === grid.rows;
  const flags = flagCells({ nodes: inPlane, source, isWanted: isSameGrid ? isWanted : () => true });
  const target = heap.put(before.bytes);
  const addresses = [heap.put(source.bytes), heap.putInts(inPlane.values), heap.put(flags)] as const;
  const warp = format.bytesPerSample === 1 ? kernel.warp8 : kernel.warp16;
  const shape = [target, plane.width, plane.height, addresses[0], source.width, source.height] as const;
  warp(...shape, addresses[1], inPlane.columns, inPlane.step, addresses[2], 2 ** format.bitDepth - 1);
  return target;
}

function matchLight(job: Job, planes: readonly Plane[], mask: Float64Array): SpreadLight {
  const { format, grid, light, eyeDistancePx, heap } = job;
  const view = (address: number, samples: number) => {
    const bytes = heap.view(address, samples * format.bytesPerSample);
    return format.bytesPerSample === 1 ? bytes : new Uint16Array(bytes.buffer, address, samples);
  };
  const samples = lightDifference({
    ...{ mask: job.mask, box: grid.box, unit: 2 ** (format.bitDepth - 8) },
    radius: Math.max(2, LIGHT_RADIUS * eyeDistancePx),
    planes: planes.map((plane): LightPlane => {
      const count = plane.width * plane.height;
      return { ...plane, ground: view(plane.ground, count), patch: view(plane.patch, count) };
    }),
  });
  return spreadLight({ grid, samples: light.next(samples), mask, softness: LIGHT_SOFTNESS * eyeDistancePx });
}

interface BlendPlaneParams {
  readonly job: Job;
  readonly plane: Plane;
  readonly mask: Float64Array;
  readonly light: SpreadLight;
}

function blendPlane({ job, plane, mask, light }: BlendPlaneParams): void {
  const { grid, format, kernel, heap } = job;
  const isLuma = plane.index === 0;
  const zero = new Float64Array(mask.length);
  const { values, columns, step } = planeNodes({
    ...{ grid, plane },
    fields: [
      { values: mask, origin: 0, scale: SCALE.mask },
      { values: isLuma ? light.gain : zero, origin: isLuma ? 0 : -1, scale: SCALE.mask },
      { values: light.chroma[plane.index - 1] ?? zero, origin: 0, scale: SCALE.offset },
    ],
  });
  const blend = format.bytesPerSample === 1 ? kernel.blend8 : kernel.blend16;
  const { ground, patch, width, height } = plane;
  blend(ground, patch, width, height, heap.putInts(values), columns, step, 2 ** format.bitDepth - 1);
}

function writeBack({ heap, picture, format, own }: Job, plane: Plane): void {
  const layout = format.planes[plane.index];
  if (layout === undefined) return;
  const rowBytes = plane.width * format.bytesPerSample;
  const bytes = heap.view(plane.ground, rowBytes * plane.height);
  const x = own.box.x >> layout.shiftX;
  for (let row = 0; row < plane.height; row++) {
    const y = (own.box.y >> layout.shiftY) + row;
    const to = layout.offset + (y * layout.stride + x) * format.bytesPerSample;
    picture.set(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), to);
  }
}
