import type { ReadableSound } from '../../../pipeline/ports/source-separator.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { resamplingGrid } from './resampling-grid.js';

export interface ResampledSoundParams {
  readonly sound: ReadableSound;
  readonly toHz: number;
  /** How many of its channels are read. */
  readonly channels: number;
}

type Channels = readonly Float32Array[];

/** Periods converted at once: what overlapping reads share is converted once. */
const BLOCK_PERIODS = 128;

/**
 * A sound at another rate, converted where it is read: the same samples as if all of it had been converted at once.
 * Holds what was read last, for the next read that reaches into it.
 */
export function resampledSound({ sound, toHz, channels }: ResampledSoundParams): ReadableSound {
  const fromHz = sound.sampleRateHz;
  const { inputPeriod, outputPeriod } = resamplingGrid(fromHz, toHz);
  const frames = Math.round((sound.frames * toHz) / fromHz);
  const blockFrames = BLOCK_PERIODS * outputPeriod;
  const held = new Map<number, Promise<Channels>>();
  const convert = async (block: number): Promise<Channels> => {
    // a period more on both sides, which is more than the filter is long
    const first = Math.max(0, block * BLOCK_PERIODS - 1);
    const last = (block + 1) * BLOCK_PERIODS + 1;
    const read = await sound.readAt(first * inputPeriod, (last - first) * inputPeriod);
    const skip = block * blockFrames - first * outputPeriod;
    return read
      .slice(0, channels)
      .map((samples) => resample({ samples, fromHz, toHz }).slice(skip, skip + blockFrames));
  };
  const readAt = async (frame: number, count: number): Promise<Channels> => {
    const end = Math.min(frame + count, frames);
    const output = Array.from({ length: channels }, () => new Float32Array(Math.max(0, end - frame)));
    if (end <= frame) return output;
    const [from, to] = [Math.floor(frame / blockFrames), Math.floor((end - 1) / blockFrames)];
    for (const block of held.keys()) if (block < from || block > to) held.delete(block);
    for (let block = from; block <= to; block++) {
      const converted = held.get(block) ?? convert(block);
      held.set(block, converted);
      const start = block * blockFrames;
      for (const [channel, samples] of (await converted).entries()) {
        const part = samples.subarray(Math.max(0, frame - start), end - start);
        output[channel]?.set(part, Math.max(0, start - frame));
      }
    }
    return output;
  };
  return { sampleRateHz: toHz, channels, frames, readAt };
}
