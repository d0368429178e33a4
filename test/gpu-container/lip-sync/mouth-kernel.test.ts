import { beforeAll, describe, expect, it } from 'vitest';
import { flagCells } from '../../../gpu-container/src/lip-sync/flag-cells.js';
import { createKernelHeap } from '../../../gpu-container/src/lip-sync/kernel-heap.js';
import { type KernelExports, loadMouthKernel } from '../../../gpu-container/src/lip-sync/mouth-kernel.js';
import { buildKernel } from './build-kernel.js';
import { type Nodes, type Plane, referenceBlend, referenceWarp } from './reference-kernel.js';

let kernel: KernelExports;

beforeAll(() => {
  buildKernel();
  kernel = loadMouthKernel();
});

/** Numbers that look like chance and are the same every time. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function plane(width: number, height: number, largest: number, seed: number): Plane {
  const next = noise(seed);
  return { width, height, samples: Array.from({ length: width * height }, () => Math.floor(next() * (largest + 1))) };
}

function grid(size: Plane, step: number, fields: ReadonlyArray<(x: number, y: number) => number>): Nodes {
  const cell = 1 << step;
  const [columns, rows] = [Math.ceil(size.width / cell) + 1, Math.ceil(size.height / cell) + 1];
  const values = Array.from({ length: columns * rows }, (_, node) =>
    fields.map((field) => Math.round(field((node % columns) * cell, Math.floor(node / columns) * cell))),
  ).flat();
  return { columns, step, values, fields: fields.length };
}

/** Runs a kernel function on copies in its memory and reads the first plane back. */
function run(
  bits: 8 | 16,
  first: Plane,
  second: Plane,
  call: (heap: ReturnType<typeof createKernelHeap>, a: number, b: number) => void,
) {
  const heap = createKernelHeap(kernel);
  const bytesOf = ({ samples }: Plane) =>
    bits === 8 ? Uint8Array.from(samples) : new Uint8Array(Uint16Array.from(samples).buffer);
  const a = heap.put(bytesOf(first));
  const b = heap.put(bytesOf(second));
  call(heap, a, b);
  const bytes = heap.view(a, first.samples.length * (bits / 8)).slice();
  return [...(bits === 8 ? bytes : new Uint16Array(bytes.buffer))];
}

describe.each([
  { bits: 8 as const, largest: 255, step: 3 },
  { bits: 16 as const, largest: 1023, step: 3 },
  { bits: 8 as const, largest: 255, step: 2 },
  { bits: 16 as const, largest: 4095, step: 1 },
])('the kernel on samples up to $largest, nodes $step', ({ bits, largest, step }) => {
  const target = plane(61, 43, largest, 1);
  const source = plane(50, 37, largest, 2);

  it('bends as plain JavaScript does, to the last bit, also beyond the border', () => {
    const nodes = grid(target, step, [
      (x, y) => (x * 0.9 + 4 * Math.sin(y / 9) - 3) * 512,
      (x, y) => (y * 0.95 + 3 * Math.cos(x / 7) - 2) * 512,
    ]);
    const cells = (nodes.columns - 1) * Math.ceil(target.height / (1 << step));
    const inside = flagCells({
      nodes: { ...nodes, rows: cells / (nodes.columns - 1) + 1, values: Int32Array.from(nodes.values) },
      source,
      isWanted: () => true,
    });
    expect(new Set(inside)).toEqual(new Set([1, 2]));
    const flags = Array.from({ length: cells }, (_, cell) => (cell % 7 === 0 ? 0 : (inside[cell] ?? 1)));
    const found = run(bits, target, source, (heap, a, b) => {
      const warp = bits === 8 ? kernel.warp8 : kernel.warp16;
      const shape = [a, target.width, target.height, b, source.width, source.height] as const;
      warp(
        ...shape,
        heap.putInts(Int32Array.from(nodes.values)),
        nodes.columns,
        step,
        heap.put(Uint8Array.from(flags)),
        largest,
      );
    });
    expect(found).toEqual(referenceWarp({ target, source, nodes, flags, largest }));
  });

  it('blends as plain JavaScript does, to the last bit', () => {
    const patch = plane(61, 43, largest, 3);
    const nodes = grid(target, step, [
      (x, y) => Math.max(0, Math.min(4096, (25 - Math.hypot(x - 30, y - 20)) * 300)),
      (x) => 4096 * (0.8 + x / 100),
      (_, y) => (y - 20) * 8,
    ]);
    const found = run(bits, target, patch, (heap, a, b) => {
      const blend = bits === 8 ? kernel.blend8 : kernel.blend16;
      const shape = [a, b, target.width, target.height] as const;
      blend(...shape, heap.putInts(Int32Array.from(nodes.values)), nodes.columns, step, largest);
    });
    expect(found).toEqual(referenceBlend(target, patch, nodes, largest));
  });

  it('mixes two planes by their shares', () => {
    const other = plane(61, 43, largest, 4);
    const found = run(bits, target, other, (_, a, b) => {
      (bits === 8 ? kernel.mix8 : kernel.mix16)(a, b, target.samples.length, 85);
    });
    expect(found).toEqual(
      target.samples.map((sample, at) => (sample * 171 + (other.samples[at] ?? 0) * 85 + 128) >> 8),
    );
  });
});

describe('the kernel', () => {
  it('leaves samples as they are where nothing moves', () => {
    const ground = plane(64, 48, 255, 5);
    const nodes = grid(ground, 3, [(x) => x * 512, (_, y) => y * 512]);
    const flags = new Uint8Array((nodes.columns - 1) * 6).fill(1);
    const found = run(8, { ...ground, samples: ground.samples.map(() => 0) }, ground, (heap, a, b) => {
      kernel.warp8(
        a,
        64,
        48,
        b,
        64,
        48,
        heap.putInts(Int32Array.from(nodes.values)),
        nodes.columns,
        3,
        heap.put(flags),
        255,
      );
    });
    const isInner = (_: number, at: number) => at % 64 < 63 && at < 47 * 64; // the last row and column read 511/512 of themselves
    expect(found.filter(isInner)).toEqual(ground.samples.filter(isInner));
  });

  it('solves a linear system as it was made', () => {
    const [size, next] = [40, noise(6)];
    const truth = Array.from({ length: size }, () => next() * 4 - 2);
    const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => next() - 0.5));
    const system = rows.flatMap((row) => [...row, row.reduce((sum, value, at) => sum + value * (truth[at] ?? 0), 0)]);
    const heap = createKernelHeap(kernel);
    const address = heap.put(new Uint8Array(Float64Array.from(system).buffer));
    kernel.solve(address, size, 1);
    const solved = new Float64Array(heap.view(address, system.length * 8).slice().buffer);
    truth.forEach((value, row) => {
      expect(solved[row * (size + 1) + size]).toBeCloseTo(value, 8);
    });
  });
});
