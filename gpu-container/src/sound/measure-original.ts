import { createLoudnessMeter } from '../../../pipeline/sound/create-loudness-meter.js';
import { createPowerEnvelope } from '../../../pipeline/sound/create-power-envelope.js';
import { createResidueMeter } from '../../../pipeline/sound/create-residue-meter.js';
import type { StereoBlock } from '../../../pipeline/sound/create-spectral-filter.js';
import { subtractBlocks } from '../../../pipeline/sound/subtract-blocks.js';
import type { TimeSpan } from '../../../pipeline/sound/time-span.js';
import { openProgramme } from './open-programme.js';
import { readBlocks } from './read-blocks.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface MeasureOriginalParams {
  readonly originalPath: string;
  readonly backgroundPath?: string | undefined;
  /** When anyone speaks; ordered, not touching. */
  readonly spokenSpans: readonly TimeSpan[];
  readonly signal: AbortSignal;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** What the mix must know of the original before it starts. */
export interface OriginalLevels {
  readonly programmeLufs: number;
  /** Largest sample magnitude. */
  readonly peak: number;
  /** Power envelope of the dialogue where stems exist, else of everything. */
  readonly speechPowers: Float64Array;
  /** What is left of the voice in the background stem, in dB relative to the voice; only where a stem was given. */
  readonly stemResidueDb: number | undefined;
}

/** Measures the original in one stream. Fails with `source-damaged`, `cancelled`. */
export async function measureOriginal(params: MeasureOriginalParams): Promise<OriginalLevels> {
  const reader = await openProgramme(params.originalPath);
  const background = params.backgroundPath === undefined ? undefined : await openProgramme(params.backgroundPath);
  try {
    const loudness = createLoudnessMeter({ sampleRateHz: PROGRAMME_RATE_HZ, channels: 2 });
    const envelope = createPowerEnvelope({ sampleRateHz: PROGRAMME_RATE_HZ, channels: 2 });
    const residue = createResidueMeter({
      sampleRateHz: PROGRAMME_RATE_HZ,
      spans: params.spokenSpans,
      isVoiceAlone: true,
    });
    let peak = 0;
    for await (const block of readBlocks({ reader, signal: params.signal, onProgress: params.onProgress })) {
      loudness.push([block.left, block.right]);
      peak = Math.max(peak, blockPeak(block));
      const [left, right] = (await background?.read(block.left.length)) ?? [];
      const hasBackground = left?.length === block.left.length && right?.length === block.left.length;
      const speech = hasBackground ? subtractBlocks(block, { left, right }) : block;
      envelope.push([speech.left, speech.right]);
      if (hasBackground) residue.push(speech, { left, right });
    }
    const programmeLufs = loudness.result().integratedLufs;
    return { programmeLufs, peak, speechPowers: envelope.powers(), stemResidueDb: residue.residueDb() };
  } finally {
    await Promise.all([reader.close(), background?.close()]);
  }
}

function blockPeak({ left, right }: StereoBlock): number {
  let peak = 0;
  for (let i = 0; i < left.length; i++) peak = Math.max(peak, Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0));
  return peak;
}
