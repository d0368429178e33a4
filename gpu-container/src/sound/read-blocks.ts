import type { StereoBlock } from '../../../pipeline/sound/create-spectral-filter.js';
import { abortError } from '../process/abort-error.js';
import type { WavReader } from './open-wav-reader.js';
import { BLOCK_FRAMES } from './sound-format.js';

export interface ReadBlocksParams {
  readonly reader: WavReader;
  readonly signal: AbortSignal;
  /** Called with 0…1 after every block. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** Reads a file as stereo blocks from its present place to its end; mono is doubled. Fails with `cancelled`. */
export async function* readBlocks({ reader, signal, onProgress }: ReadBlocksParams): AsyncGenerator<StereoBlock> {
  let done = 0;
  for (;;) {
    if (signal.aborted) throw abortError(signal, 'Sound work');
    const channels = await reader.read(BLOCK_FRAMES);
    const left = channels[0];
    if (left === undefined || left.length === 0) return;
    yield { left, right: channels[1] ?? left };
    done += left.length;
    onProgress?.(done / reader.frames);
  }
}
