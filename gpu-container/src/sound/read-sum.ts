import type { StereoBlock } from '../../../pipeline/sound/create-spectral-filter.js';
import { openProgramme } from './open-programme.js';
import type { WavReader } from './open-wav-reader.js';
import { readBlocks } from './read-blocks.js';

export interface ReadSumParams {
  /** 48 kHz WAV files; the first one gives the length. */
  readonly inputPaths: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** Reads several files as one programme, added sample by sample. Fails with `source-damaged`, `cancelled`. */
export async function* readSum({ inputPaths, signal, onProgress }: ReadSumParams): AsyncGenerator<StereoBlock> {
  const readers: WavReader[] = [];
  try {
    for (const path of inputPaths) readers.push(await openProgramme(path));
    const [first, ...others] = readers;
    if (first === undefined) return;
    for await (const block of readBlocks({ reader: first, signal, onProgress })) {
      const sum = { left: block.left.slice(), right: block.right.slice() };
      for (const other of others) {
        const [left = new Float32Array(0), right = left] = await other.read(sum.left.length);
        add(sum.left, left);
        add(sum.right, right);
      }
      yield sum;
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}

function add(sum: Float32Array, other: Float32Array): void {
  const length = Math.min(sum.length, other.length);
  for (let i = 0; i < length; i++) sum[i] = (sum[i] ?? 0) + (other[i] ?? 0);
}
