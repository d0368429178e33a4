/** A run of chunks that hold equally many packets each, as `stsc` counts them: chunks from 1. */
export interface ChunkRun {
  readonly firstChunk: number;
  readonly samplesPerChunk: number;
}

export interface PlaceSamplesParams {
  readonly sizes: Uint32Array;
  readonly chunkOffsets: Float64Array;
  readonly chunkRuns: readonly ChunkRun[];
}

/** Where every packet begins, from where its chunk begins. Undefined when the tables do not fit one another. */
export function placeSamples({ sizes, chunkOffsets, chunkRuns }: PlaceSamplesParams): Float64Array | undefined {
  const offsets = new Float64Array(sizes.length);
  let sample = 0;
  for (const [index, run] of chunkRuns.entries()) {
    const endChunk = Math.min(chunkRuns[index + 1]?.firstChunk ?? Number.POSITIVE_INFINITY, chunkOffsets.length + 1);
    for (let chunk = run.firstChunk; chunk < endChunk; chunk++) {
      let at = chunkOffsets[chunk - 1] ?? 0;
      for (let k = 0; k < run.samplesPerChunk && sample < sizes.length; k++) {
        offsets[sample] = at;
        at += sizes[sample] ?? 0;
        sample += 1;
      }
    }
  }
  return sample === sizes.length ? offsets : undefined;
}
