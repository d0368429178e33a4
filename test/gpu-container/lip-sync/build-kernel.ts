import { join } from 'node:path';
import { kernel } from '../../../scripts/setup/ensure-kernel.mjs';

const ROOT = join(import.meta.dirname, '../../..');

/** Compiles the mouth renderer's WebAssembly when it is older than its sources. */
export function buildKernel(): void {
  if (!kernel.isMet(ROOT)) kernel.meet(ROOT);
}
