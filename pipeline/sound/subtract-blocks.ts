import type { StereoBlock } from './create-spectral-filter.js';

/** What is in `whole` and not in `part`, sample by sample; blocks of equal length. */
export function subtractBlocks(whole: StereoBlock, part: StereoBlock): StereoBlock {
  return { left: difference(whole.left, part.left), right: difference(whole.right, part.right) };
}

function difference(whole: Float32Array, part: Float32Array): Float32Array {
  const output = new Float32Array(whole.length);
  for (let i = 0; i < whole.length; i++) output[i] = (whole[i] ?? 0) - (part[i] ?? 0);
  return output;
}
