import type { SpeakingPatch } from '../../../pipeline/ports/mouth-generator.js';
import type { PictureEnlarger } from '../../../pipeline/ports/picture-enlarger.js';
import { halvePicture } from '../faces/halve-picture.js';

/**
 * A drawn patch at about the size at which it is laid in, by a model instead of by interpolation. One that is large
 * enough stays as it is. Fails with `engine-missing`, `engine-failed`, `cancelled`.
 */
export async function enlargePatch(
  { patch, box }: SpeakingPatch,
  enlarger: PictureEnlarger,
  signal: AbortSignal,
): Promise<SpeakingPatch> {
  if (patch.width >= box.width && patch.height >= box.height) return { patch, box };
  let large = await enlarger.enlarge(patch, signal);
  // laying in looks at four neighbours: what is larger would flicker
  while (large.width >= 2 * box.width && large.height >= 2 * box.height) large = halvePicture(large);
  return { patch: large, box };
}
