import { createKernelHeap, type KernelHeap } from '../lip-sync/kernel-heap.js';
import { type KernelExports, loadMouthKernel } from '../lip-sync/mouth-kernel.js';
import type { RgbPicture } from './rgb-picture.js';

/** The kernel reads and writes a few bytes more than it needs. */
const SLACK_BYTES = 16;

/** Work is done within one call, so all pictures share one memory. */
let bench: { readonly kernel: KernelExports; readonly heap: KernelHeap } | undefined;

/** A picture at half its size, every pixel the mean of four; an odd last row or column is left out. */
export function halvePicture({ width, height, data }: RgbPicture): RgbPicture {
  const half = { width: width >> 1, height: height >> 1 };
  const { kernel, heap } = openBench();
  heap.reset();
  const rows = heap.take(6 * width + SLACK_BYTES);
  const target = heap.take(3 * half.width + SLACK_BYTES);
  const [both, made] = [heap.view(rows, 6 * width), heap.view(target, 3 * half.width)];
  const small = new Uint8Array(half.width * half.height * 3);
  for (let y = 0; y < half.height; y++) {
    both.set(data.subarray(6 * y * width, 6 * (y + 1) * width));
    kernel.halveRow(target, rows, rows + 3 * width, half.width);
    small.set(made, 3 * y * half.width);
  }
  return { ...half, data: small };
}

function openBench() {
  if (bench === undefined) {
    const kernel = loadMouthKernel();
    bench = { kernel, heap: createKernelHeap(kernel) };
  }
  return bench;
}
