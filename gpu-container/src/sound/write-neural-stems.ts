import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { SourceSeparator } from '../../../pipeline/ports/source-separator.js';
import { createStreamResampler } from './create-stream-resampler.js';
import { createWavWriter, type WavWriter } from './create-wav-writer.js';
import { openProgramme } from './open-programme.js';
import type { WavReader } from './open-wav-reader.js';
import { resampledSound } from './resampled-sound.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';
import type { WriteStemsParams } from './write-stems.js';

export interface WriteNeuralStemsParams extends WriteStemsParams {
  readonly separator: SourceSeparator;
  /** Both channels are the same: one is heard, and half the work. */
  readonly isMono: boolean;
}

/**
 * Writes what a network takes for dialogue, and what is left of the original without it: the two add up to the original,
 * sample for sample, and nothing the network does not know is lost. Fails with what the separator fails with.
 */
export async function writeNeuralStems(params: WriteNeuralStemsParams): Promise<void> {
  const { separator, isMono, signal, onProgress } = params;
  const reader = await openProgramme(params.originalPath);
  const format = { sampleRateHz: PROGRAMME_RATE_HZ, channels: 2, format: 's16' } as const;
  const background = await createWavWriter({ path: params.backgroundPath, ...format });
  const dialogue = await createWavWriter({ path: params.dialoguePath, ...format });
  try {
    const channels = isMono ? 1 : reader.channels;
    const rates = { fromHz: separator.sampleRateHz, toHz: PROGRAMME_RATE_HZ };
    const back = createStreamResampler({ channels, ...rates });
    const write = (block: readonly Float32Array[]) => writePair({ reader, background, dialogue }, block);
    await separator.separate({
      mix: resampledSound({ sound: reader, toHz: separator.sampleRateHz, channels }),
      onDialogue: async (block) => write(back.push(block)),
      signal,
      onProgress,
    });
    await write(back.flush());
    await fillUp({ reader, background, dialogue }, channels);
  } finally {
    await Promise.all([reader.close(), background.close(), dialogue.close()]);
  }
}

interface Files {
  readonly reader: WavReader;
  readonly background: WavWriter;
  readonly dialogue: WavWriter;
}

/** Reads as much of the original as there is dialogue, and parts it. */
async function writePair({ reader, background, dialogue }: Files, block: readonly Float32Array[]): Promise<void> {
  const [left = new Float32Array(0), right = left] = block;
  const [whole = new Float32Array(0), other = whole] = await reader.read(left.length);
  const sides = [part(whole, left), part(other, right)];
  await dialogue.write(sides.map((side) => side.dialogue));
  await background.write(sides.map((side) => side.background));
}

/** Rates that do not meet at the end of the file leave a sample or two untold: they are background. */
async function fillUp(files: Files, channels: number): Promise<void> {
  const missing = files.reader.frames - files.dialogue.frames();
  const silence = new Float32Array(Math.max(0, missing));
  await writePair(
    files,
    Array.from({ length: channels }, () => silence),
  );
}

const FULL_SCALE = 32_768;
const onGrid = (sample: number): number => Math.round(sample * FULL_SCALE) / FULL_SCALE;
const LOUDEST = 32_767 / FULL_SCALE;

/** On the grid of the file, so that rounding loses nothing; where the rest would clip, the dialogue takes what is over. */
function part(whole: Float32Array, voice: Float32Array) {
  const dialogue = new Float32Array(whole.length);
  const background = new Float32Array(whole.length);
  for (let at = 0; at < whole.length; at++) {
    const value = voice[at] ?? 0;
    if (!Number.isFinite(value))
      throw new PipelineError('engine-failed', 'The separator gave something that is no sound.');
    const sample = onGrid(whole[at] ?? 0);
    const spoken = Math.max(-1, Math.min(LOUDEST, onGrid(value)));
    const rest = Math.max(-1, Math.min(LOUDEST, sample - spoken));
    background[at] = rest;
    dialogue[at] = sample - rest;
  }
  return { dialogue, background };
}
