import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** The part of the WebAssembly interface that is used: the compiler's library for Node does not declare it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** What the compiled files of gpu-container/kernel export. Addresses and lengths are numbers of its memory. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly warp8: WarpPlane;
  readonly warp16: WarpPlane;
  readonly mix8: MixPlane;
  readonly mix16: MixPlane;
  readonly blend8: BlendPlane;
  readonly blend16: BlendPlane;
  readonly solve: (matrix: number, size: number, columns: number) => void;
  readonly field: SampleField;
  readonly cutUprightRow: CutUprightRow;
  readonly cutTurnedRow: CutTurnedRow;
  readonly halve: (target: number, source: number, count: number) => void;
  readonly halveRow: (target: number, upper: number, lower: number, count: number) => void;
}

type WarpPlane = (
  ...args: [
    ...[target: number, width: number, height: number, source: number, sourceWidth: number, sourceHeight: number],
    ...[grid: number, nodes: number, step: number, flags: number, largest: number],
  ]
) => void;
type MixPlane = (target: number, other: number, samples: number, share: number) => void;
type BlendPlane = (
  ...args: [
    ...[ground: number, patch: number, width: number, height: number],
    ...[grid: number, nodes: number, step: number, largest: number],
  ]
) => void;

type SampleField = (
  ...args: [
    ...[target: number, x0: number, y0: number, cell: number, columns: number, rows: number],
    ...[centres: number, blocks: number, softness: number, constantX: number, constantY: number],
  ]
) => void;

type CutUprightRow = (
  ...args: [
    ...[red: number, green: number, blue: number, count: number, upper: number, lower: number],
    ...[share: number, columns: number, scale: number, offset: number],
  ]
) => void;
type CutTurnedRow = (
  ...args: [
    ...[red: number, green: number, blue: number, count: number, source: number, width: number, height: number],
    ...[x: number, y: number, dx: number, dy: number, scale: number, offset: number, outside: number],
  ]
) => void;

/** The compiled program beside this file; from source (tests) the one the build put under dist. */
function kernelPath(): string {
  const beside = fileURLToPath(new URL('./mouth-kernel.wasm', import.meta.url));
  if (existsSync(beside)) return beside;
  const built = join(import.meta.dirname, '../../../dist/gpu-container/src/lip-sync/mouth-kernel.wasm');
  if (existsSync(built)) return built;
  throw new PipelineError('engine-missing', 'The mouth renderer is not built: run npm run build.');
}

/** Compiled once in a process; instances share the code, not the memory. */
let compiled: object | undefined;

/** A fresh instance of the pixel kernel, with a memory of its own. Fails with `engine-missing` when it is not built. */
export function loadMouthKernel(): KernelExports {
  compiled ??= new WebAssembly.Module(readFileSync(kernelPath()));
  const instance = new WebAssembly.Instance(compiled, {});
  // the one boundary where the program's exports get their types
  return instance.exports as KernelExports;
}
