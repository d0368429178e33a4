import type { LoudnessProfile, LoudnessReport } from '../../../pipeline/contracts/loudness-report.js';
import { createPairEnvelope, type PairSteps } from '../../../pipeline/sound/create-pair-envelope.js';
import { createProgrammeMeter } from '../../../pipeline/sound/create-programme-meter.js';
import { openProgramme } from './open-programme.js';
import { readBlocks } from './read-blocks.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface CompareWithMixParams {
  readonly mixPath: string;
  readonly dialoguePath: string;
  readonly profile: LoudnessProfile;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** The programme's loudness and length, and how the dialogue sits in it, from one stream over both files. */
export interface MixComparison {
  readonly loudness: LoudnessReport;
  readonly durationMs: number;
  readonly steps: PairSteps;
}

/** Measures a mix and its dialogue stem. Fails with `source-damaged`, `cancelled`. */
export async function compareWithMix(params: CompareWithMixParams): Promise<MixComparison> {
  const reader = await openProgramme(params.mixPath);
  try {
    const dialogue = await openProgramme(params.dialoguePath);
    try {
      const meter = createProgrammeMeter(PROGRAMME_RATE_HZ);
      const pair = createPairEnvelope(PROGRAMME_RATE_HZ);
      const { signal, onProgress } = params;
      for await (const block of readBlocks({ reader, signal, onProgress })) {
        const [left = new Float32Array(0), right = left] = await dialogue.read(block.left.length);
        meter.push(block);
        pair.push({ left, right }, block);
      }
      const durationMs = (reader.frames * 1000) / PROGRAMME_RATE_HZ;
      return { loudness: meter.report(params.profile), durationMs, steps: pair.steps() };
    } finally {
      await dialogue.close();
    }
  } finally {
    await reader.close();
  }
}
