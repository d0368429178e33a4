import type { LoudnessProfile, LoudnessReport } from '../../../pipeline/contracts/loudness-report.js';
import { createLimiter } from '../../../pipeline/sound/create-limiter.js';
import { SILENCE_LUFS } from '../../../pipeline/sound/create-loudness-meter.js';
import { createProgrammeMeter } from '../../../pipeline/sound/create-programme-meter.js';
import type { StereoBlock } from '../../../pipeline/sound/create-spectral-filter.js';
import { dbFromGain, gainFromDb } from '../../../pipeline/sound/decibels.js';
import { loudnessProfiles } from '../../../pipeline/sound/loudness-profiles.js';
import { createWavWriter } from './create-wav-writer.js';
import { readSum } from './read-sum.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface MasterLoudnessParams {
  /** 48 kHz WAV files of equal length, added to one programme. */
  readonly inputPaths: readonly string[];
  /** 48 kHz stereo 16-bit WAV; replaced if it exists. */
  readonly outputPath: string;
  readonly profile: LoudnessProfile;
  readonly signal: AbortSignal;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** Half a decibel under the profiles' −1 dBTP: lossy codecs add about that much when the result is encoded. */
export const CEILING_DBTP = -1.5;
/** Limiting takes loudness away; each pass makes up for what the last one lost. */
const MOST_PASSES = 4;
const GOOD_ENOUGH_LU = 0.1;

/**
 * Brings a programme to its profile: one gain for all of it, then a look-ahead limiter on true peaks. Silence stays
 * silence. Fails with `source-damaged`, `cancelled`.
 */
export async function masterLoudness(params: MasterLoudnessParams): Promise<LoudnessReport> {
  const target = loudnessProfiles[params.profile].integratedLufs;
  const before = createProgrammeMeter(PROGRAMME_RATE_HZ);
  const share = (step: number) => (fraction: number) => params.onProgress?.((step + fraction) / (MOST_PASSES + 1));
  for await (const block of readSum({ ...params, onProgress: share(0) })) before.push(block);
  const heard = before.report(params.profile).integratedLufs;
  let gainDb = heard <= SILENCE_LUFS ? 0 : target - heard;
  let mastered = await writeMaster({ params, gainDb, onProgress: share(1) });
  for (let pass = 1; pass < MOST_PASSES && heard > SILENCE_LUFS; pass++) {
    const missing = target - mastered.integratedLufs;
    if (Math.abs(missing) <= GOOD_ENOUGH_LU) break;
    gainDb += missing;
    mastered = await writeMaster({ params, gainDb, onProgress: share(pass + 1) });
  }
  params.onProgress?.(1);
  return mastered;
}

interface WriteMasterParams {
  readonly params: MasterLoudnessParams;
  readonly gainDb: number;
  readonly onProgress: (fraction: number) => void;
}

async function writeMaster({ params, gainDb, onProgress }: WriteMasterParams): Promise<LoudnessReport> {
  const limiter = createLimiter({ sampleRateHz: PROGRAMME_RATE_HZ, ceiling: gainFromDb(CEILING_DBTP) });
  const meter = createProgrammeMeter(PROGRAMME_RATE_HZ);
  const format = { sampleRateHz: PROGRAMME_RATE_HZ, channels: 2, format: 's16' } as const;
  const writer = await createWavWriter({ path: params.outputPath, ...format });
  try {
    const gain = gainFromDb(gainDb);
    const write = async (block: StereoBlock): Promise<void> => {
      meter.push(block);
      await writer.write([block.left, block.right]);
    };
    for await (const { left, right } of readSum({ ...params, onProgress })) {
      await write(limiter.push({ left: left.map((x) => x * gain), right: right.map((x) => x * gain) }));
    }
    await write(limiter.flush());
  } finally {
    await writer.close();
  }
  const limitedDb = Math.round(-dbFromGain(limiter.lowestGain()) * 100) / 100;
  return { ...meter.report(params.profile), gainDb: Math.round(gainDb * 100) / 100, limitedDb: Math.abs(limitedDb) };
}
