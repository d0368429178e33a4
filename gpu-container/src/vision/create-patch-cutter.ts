import { createKernelHeap } from '../lip-sync/kernel-heap.js';
import { loadMouthKernel } from '../lip-sync/mouth-kernel.js';
import { cutTurned } from './cut-turned.js';
import { cutUpright } from './cut-upright.js';
import type { CutPatchParams, PatchBench } from './patch-work.js';

/** A patch in memory that is used again: it holds until it is given back. */
export interface LentPatch {
  /** One plane per channel. */
  readonly data: Float32Array;
  /** The same as half-precision bit patterns, instead of `data`, which is void then. Of numbers from 0 to 65 504. */
  halves(): Uint16Array;
  /** Gives the memory back. Once only. */
  release(): void;
}

/** Cuts patches out of pictures, bilinear, one plane per channel: what vision models take in. */
export interface PatchCutter {
  cut(params: CutPatchParams): LentPatch;
  /** A patch to keep. */
  copy(params: CutPatchParams): Float32Array;
}

const FLOAT_BYTES = 4;
/** Half-precision patterns are made eight at a time. */
const HALVES_AT_ONCE = 8;

/**
 * A cutter that works in WebAssembly. A patch lies in the memory it was made in, and the runtime reads it from there:
 * every patch that is not given back yet has a memory of its own. Fails with `engine-missing` when the kernel is not built.
 */
export function createPatchCutter(): PatchCutter {
  const spare: PatchBench[] = [];
  const cut = (params: CutPatchParams): LentPatch => {
    const bench = spare.pop() ?? openBench();
    const data = cutInto(bench, params);
    return { data, halves: () => halve(bench, data), release: () => void spare.push(bench) };
  };
  const copy = (params: CutPatchParams): Float32Array => {
    const patch = cut(params);
    const data = patch.data.slice();
    patch.release();
    return data;
  };
  return { cut, copy };
}

function openBench(): PatchBench {
  const kernel = loadMouthKernel();
  return { kernel, heap: createKernelHeap(kernel) };
}

function cutInto({ kernel, heap }: PatchBench, params: CutPatchParams): Float32Array {
  const { width, height, channels, toPicture } = params;
  heap.reset();
  const plane = width * height * FLOAT_BYTES;
  const patch = heap.take(3 * plane);
  const [red, blue] = channels === 'rgb' ? [patch, patch + 2 * plane] : [patch + 2 * plane, patch];
  const work = { kernel, heap, params, red, green: patch + plane, blue };
  if (toPicture.b === 0 && toPicture.d === 0) cutUpright(work);
  else cutTurned(work);
  return new Float32Array(kernel.memory.buffer, patch, 3 * width * height);
}

function halve({ kernel, heap }: PatchBench, { byteOffset, length }: Float32Array): Uint16Array {
  const halves = heap.take(2 * Math.ceil(length / HALVES_AT_ONCE) * HALVES_AT_ONCE);
  kernel.halve(halves, byteOffset, length);
  return new Uint16Array(kernel.memory.buffer, halves, length);
}
