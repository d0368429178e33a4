import { createCentreExtractor } from '../../../pipeline/sound/create-centre-extractor.js';
import type { FilteredBlock } from '../../../pipeline/sound/create-spectral-filter.js';
import { subtractBlocks } from '../../../pipeline/sound/subtract-blocks.js';
import { createWavWriter } from './create-wav-writer.js';
import { openProgramme } from './open-programme.js';
import { readBlocks } from './read-blocks.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface WriteStemsParams {
  readonly originalPath: string;
  readonly backgroundPath: string;
  readonly dialoguePath: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Writes what is in the middle of the image and what is not; both files together are the original. */
export async function writeStems(params: WriteStemsParams): Promise<void> {
  const reader = await openProgramme(params.originalPath);
  const format = { sampleRateHz: PROGRAMME_RATE_HZ, channels: 2, format: 's16' } as const;
  const background = await createWavWriter({ path: params.backgroundPath, ...format });
  const dialogue = await createWavWriter({ path: params.dialoguePath, ...format });
  try {
    const extractor = createCentreExtractor(PROGRAMME_RATE_HZ);
    const write = async ({ dry, wet }: FilteredBlock): Promise<void> => {
      const voice = subtractBlocks(dry, wet);
      await background.write([wet.left, wet.right]);
      await dialogue.write([voice.left, voice.right]);
    };
    for await (const block of readBlocks({ reader, signal: params.signal, onProgress: params.onProgress })) {
      await write(extractor.push(block));
    }
    await write(extractor.flush());
  } finally {
    await Promise.all([reader.close(), background.close(), dialogue.close()]);
  }
}
