import { createResidueMeter } from '../../../pipeline/sound/create-residue-meter.js';
import type { FilteredBlock, StereoBlock } from '../../../pipeline/sound/create-spectral-filter.js';
import { createVoiceSuppressor, type VoiceSuppressor } from '../../../pipeline/sound/create-voice-suppressor.js';
import { findGap } from '../../../pipeline/sound/find-gap.js';
import type { TimeSpan } from '../../../pipeline/sound/time-span.js';
import { createWavWriter, type WavWriter } from './create-wav-writer.js';
import { openProgramme } from './open-programme.js';
import type { WavReader } from './open-wav-reader.js';
import { readBlocks } from './read-blocks.js';
import { BLOCK_FRAMES, PROGRAMME_RATE_HZ } from './sound-format.js';

export interface WriteBackgroundParams {
  readonly path: string;
  /** The background stem, or the original when there is none. */
  readonly sourcePath: string;
  /** When the old voice must go; undefined for a stem without it. Ordered, not touching. */
  readonly suppressIn?: readonly TimeSpan[] | undefined;
  /** Amplitude factor. */
  readonly gain: number;
  /** Exact length of the result; silence fills what the source lacks. */
  readonly frames: number;
  readonly signal: AbortSignal;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** How much sound without voice the suppressor is shown beforehand, in ms. */
const LEARN_MS = 2000;
const LEAST_LEARN_MS = 150;

/**
 * Writes music and effects: everything but the old voice. Returns what is left of the voice that was suppressed, in dB
 * relative to it, where one was. Fails with `source-damaged`, `cancelled`.
 */
export async function writeBackground(params: WriteBackgroundParams): Promise<number | undefined> {
  const reader = await openProgramme(params.sourcePath);
  const format = { sampleRateHz: PROGRAMME_RATE_HZ, channels: 2, format: 's16' } as const;
  const writer = await createWavWriter({ path: params.path, ...format });
  try {
    const suppressor = await prepareSuppressor(reader, params);
    const write = async (block: StereoBlock): Promise<void> => {
      const room = Math.max(0, params.frames - writer.frames());
      await writer.write([scaled(block.left, params.gain, room), scaled(block.right, params.gain, room)]);
    };
    const residue = createResidueMeter({
      sampleRateHz: PROGRAMME_RATE_HZ,
      spans: params.suppressIn ?? [],
      isVoiceAlone: false,
    });
    const suppressed = ({ dry, wet }: FilteredBlock): StereoBlock => {
      residue.push(dry, wet);
      return wet;
    };
    for await (const block of readBlocks({ reader, signal: params.signal, onProgress: params.onProgress })) {
      await write(suppressor === undefined ? block : suppressed(suppressor.push(block)));
    }
    if (suppressor !== undefined) await write(suppressed(suppressor.flush()));
    await fillWithSilence(writer, params.frames);
    return residue.residueDb();
  } finally {
    await Promise.all([reader.close(), writer.close()]);
  }
}

async function prepareSuppressor(
  reader: WavReader,
  { suppressIn }: WriteBackgroundParams,
): Promise<VoiceSuppressor | undefined> {
  if (suppressIn === undefined) return undefined;
  const suppressor = createVoiceSuppressor({ sampleRateHz: PROGRAMME_RATE_HZ, spans: suppressIn });
  const endMs = (reader.frames * 1000) / PROGRAMME_RATE_HZ;
  const gap = findGap({ spans: suppressIn, endMs, leastMs: LEAST_LEARN_MS, mostMs: LEARN_MS });
  if (gap === undefined) return suppressor;
  const toFrames = (ms: number): number => Math.floor((ms * PROGRAMME_RATE_HZ) / 1000);
  const [left, right] = await reader.readAt(toFrames(gap.startMs), toFrames(gap.endMs - gap.startMs));
  if (left !== undefined) suppressor.learn({ left, right: right ?? left });
  return suppressor;
}

function scaled(samples: Float32Array, gain: number, most: number): Float32Array {
  return samples.subarray(0, most).map((sample) => sample * gain);
}

async function fillWithSilence(writer: WavWriter, frames: number): Promise<void> {
  while (writer.frames() < frames) {
    const silence = new Float32Array(Math.min(BLOCK_FRAMES, frames - writer.frames()));
    await writer.write([silence, silence]);
  }
}
