const BLOCK = 256;

/**
 * The tokens with the greatest logits, greatest first; of equals the lower token. Nearly all of the time goes into one
 * plain run for the greatest of each block; only blocks that could hold one of the wanted are looked into.
 */
export function topTokens(logits: Float32Array, count: number): readonly number[] {
  const greatest = greatestOfBlocks(logits);
  // a wanted token lies in a block whose greatest is among as many greatest
  const least = greatest.toSorted().at(-count) ?? Number.NEGATIVE_INFINITY;
  const candidates: number[] = [];
  for (const [block, most] of greatest.entries()) {
    if (most < least) continue;
    const end = Math.min(logits.length, (block + 1) * BLOCK);
    for (let token = block * BLOCK; token < end; token++) if ((logits[token] ?? 0) >= least) candidates.push(token);
  }
  return candidates.sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b).slice(0, count);
}

function greatestOfBlocks(logits: Float32Array): Float32Array {
  const greatest = new Float32Array(Math.ceil(logits.length / BLOCK));
  for (let block = 0; block < greatest.length; block++) {
    const end = Math.min(logits.length, (block + 1) * BLOCK);
    let most = Number.NEGATIVE_INFINITY;
    for (let token = block * BLOCK; token < end; token++) {
      const logit = logits[token] ?? 0;
      if (logit > most) most = logit;
    }
    greatest[block] = most;
  }
  return greatest;
}
