import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { ReadableSound } from '../../../pipeline/ports/source-separator.js';

/** The rate all networks for separation here were trained at. */
export const SEPARATION_RATE_HZ = 44_100;

/** Fails with `internal` for a mix a separator cannot hear. */
export function checkMix({ sampleRateHz, channels }: ReadableSound): void {
  if (sampleRateHz === SEPARATION_RATE_HZ && (channels === 1 || channels === 2)) return;
  const found = `${channels} channels at ${sampleRateHz} Hz`;
  throw new PipelineError(
    'internal',
    `Separation hears one or two channels at ${SEPARATION_RATE_HZ} Hz, not ${found}.`,
  );
}
