import type { KernelExports } from './mouth-kernel.js';

const PAGE_BYTES = 65_536;
const ALIGN = 16;

/** Memory of the kernel handed out from the start, all taken back at once. */
export interface KernelHeap {
  /** Address of so many fresh bytes; what is in them is undefined. */
  take(bytes: number): number;
  /** Address of a copy. */
  put(bytes: Uint8Array): number;
  putInts(values: Int32Array): number;
  /** A view that holds until memory is taken again. */
  view(address: number, bytes: number): Uint8Array;
  /** Everything is free again; addresses are void. */
  reset(): void;
}

/** A heap in the kernel's memory, from `start` on. */
export function createKernelHeap({ memory }: Pick<KernelExports, 'memory'>, start = 1024): KernelHeap {
  let next = start;
  const take = (bytes: number): number => {
    const address = next;
    next = (next + bytes + ALIGN - 1) & ~(ALIGN - 1);
    const missing = next - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return address;
  };
  const put = (bytes: Uint8Array): number => {
    const address = take(bytes.byteLength);
    new Uint8Array(memory.buffer, address, bytes.byteLength).set(bytes);
    return address;
  };
  return {
    take,
    put,
    putInts: (values) => put(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
    view: (address, bytes) => new Uint8Array(memory.buffer, address, bytes),
    reset: () => {
      next = start;
    },
  };
}
