import type { RgbPicture } from '../../../pipeline/ports/face-detector.js';
import type { KernelHeap } from '../lip-sync/kernel-heap.js';
import type { KernelExports } from '../lip-sync/mouth-kernel.js';
import type { AffineMap } from './affine-map.js';

export interface CutPatchParams {
  readonly picture: RgbPicture;
  /** Pixels of the patch to places in the picture. */
  readonly toPicture: AffineMap;
  readonly width: number;
  readonly height: number;
  /** In which order the planes lie. */
  readonly channels: 'rgb' | 'bgr';
  /** Numbers of the patch: `byte · scale + offset`. */
  readonly scale: number;
  readonly offset: number;
  /** Byte outside the picture; 0 when absent. */
  readonly outside?: number;
}

/** A kernel and the way to its memory. */
export interface PatchBench {
  readonly kernel: KernelExports;
  readonly heap: KernelHeap;
}

/** One patch to be cut, and where in the kernel's memory its planes begin. */
export interface PatchWork extends PatchBench {
  readonly params: CutPatchParams;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}
