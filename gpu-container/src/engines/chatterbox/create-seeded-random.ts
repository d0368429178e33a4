import { createRandom } from '../../../../pipeline/capacity/create-random.js';

/** Numbers 0…1 that are always the same for a text: what is drawn with them can be drawn again. */
export function createSeededRandom(text: string): () => number {
  let digest = 0x811c9dc5; // FNV-1a
  for (const byte of new TextEncoder().encode(text)) digest = Math.imul(digest ^ byte, 0x01000193);
  return createRandom(digest);
}
