import type { LoudnessProfile, LoudnessReport } from '../../../pipeline/contracts/loudness-report.js';
import { createProgrammeMeter } from '../../../pipeline/sound/create-programme-meter.js';
import { openProgramme } from './open-programme.js';
import { readBlocks } from './read-blocks.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface MeasureLoudnessParams {
  /** 48 kHz mono or stereo WAV; mono counts as the same sound from both loudspeakers. */
  readonly path: string;
  readonly profile: LoudnessProfile;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** Measures a programme against a profile. Fails with `source-damaged`, `cancelled`. */
export async function measureLoudness(params: MeasureLoudnessParams): Promise<LoudnessReport> {
  const reader = await openProgramme(params.path);
  try {
    const meter = createProgrammeMeter(PROGRAMME_RATE_HZ);
    const { signal, onProgress } = params;
    for await (const block of readBlocks({ reader, signal, onProgress })) meter.push(block);
    return meter.report(params.profile);
  } finally {
    await reader.close();
  }
}
