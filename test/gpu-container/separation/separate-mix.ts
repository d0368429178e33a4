import type { SeparateSourcesParams, SourceSeparator } from '../../../pipeline/ports/source-separator.js';

export const RATE = 44_100;

/** A mix in memory, and everything a separator makes of it. */
export async function separateMix(
  separator: SourceSeparator,
  channels: readonly Float32Array[],
  options: { readonly signal?: AbortSignal; readonly sampleRateHz?: number } = {},
) {
  const frames = channels[0]?.length ?? 0;
  const blocks: Array<readonly Float32Array[]> = [];
  const progress: number[] = [];
  const params: SeparateSourcesParams = {
    mix: {
      sampleRateHz: options.sampleRateHz ?? RATE,
      channels: channels.length,
      frames,
      readAt: async (frame, count) => {
        if (frame < 0) throw new RangeError(`There is no frame ${frame}.`);
        return channels.map((side) => side.slice(frame, frame + count));
      },
    },
    onDialogue: async (block) => void blocks.push(block.map((side) => side.slice())),
    signal: options.signal ?? new AbortController().signal,
    onProgress: (done) => void progress.push(done),
  };
  await separator.separate(params);
  const dialogue = channels.map((_, channel) =>
    Float32Array.from(blocks.flatMap((block) => [...(block[channel] ?? [])])),
  );
  return { dialogue, progress, blocks: blocks.length };
}

/** The greatest difference, and where it is. */
export function worstOf(found: Float32Array, expected: (at: number) => number): { error: number; at: number } {
  let worst = { error: 0, at: -1 };
  for (const [at, value] of found.entries()) {
    const error = Math.abs(value - expected(at));
    if (!(error <= worst.error)) worst = { error, at };
  }
  return worst;
}
