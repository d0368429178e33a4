import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { openWavReader, type WavReader } from './open-wav-reader.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

/** Opens a mono or stereo WAV at 48 kHz. Fails with `source-damaged` for any other file. */
export async function openProgramme(path: string): Promise<WavReader> {
  const reader = await openWavReader(path);
  if (reader.sampleRateHz === PROGRAMME_RATE_HZ && reader.channels <= 2) return reader;
  await reader.close();
  const found = `${reader.channels} channels at ${reader.sampleRateHz} Hz`;
  throw new PipelineError('source-damaged', `${path} has ${found}; expected mono or stereo at ${PROGRAMME_RATE_HZ} Hz`);
}
