import { join } from 'node:path';
import type { z } from 'zod';
import { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import { needsDenoising } from '../../../pipeline/quality/needs-denoising.js';
import type { UnitContext } from './unit-context.js';

/** The denoiser of a unit, as its parameters name it: part of its key. */
export const HearingDenoiser = EngineChoice.pick({ id: true, version: true, fingerprint: true, licence: true });
export type HearingDenoiser = z.infer<typeof HearingDenoiser>;

/** What a recognizer should listen to. */
export interface HearableSpeech {
  readonly speechPath: string;
  /** Absent where the speech is clean enough as it is. */
  readonly denoisedBy?: EngineChoice;
}

/** Windows of nine seconds that are rated, spread over the file: rating costs the same however long it is. */
const RATED_WINDOWS = 20;

/**
 * Takes noise out of speech where that helps to recognize it: into a file of the unit's directory, for the recognizer
 * alone. Fails with `engine-missing` where the weights are gone, `no-speech` for a file without samples.
 */
export async function cleanForHearing(
  speechPath: string,
  denoiser: HearingDenoiser,
  { directory, engines, signal, onProgress }: Pick<UnitContext, 'directory' | 'engines' | 'signal' | 'onProgress'>,
): Promise<HearableSpeech> {
  const meter = await engines.speechQualityMeter();
  const quality = await meter.measure({ speechPath, signal, maxWindows: RATED_WINDOWS });
  if (!needsDenoising(quality)) return { speechPath };
  const outputPath = join(directory, 'denoised.wav');
  const engine = await engines.denoiser(denoiser.id);
  await engine.denoise({ speechPath, outputPath, signal, onProgress });
  const reason = `noisy speech: its background rates ${quality.background.toFixed(1)} of 5`;
  return { speechPath: outputPath, denoisedBy: { capability: 'denoiser', ...denoiser, reason } };
}
