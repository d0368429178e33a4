import type { ReadableSound } from '../../../pipeline/ports/source-separator.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { resamplingGrid } from './resampling-grid.js';

export interface ResampledSoundParams {
  readonly sound: ReadableSound;
  readonly toHz: number;
  /** How many of its channels are read. */
  readonly channels: number;
}

/** A sound at another rate, converted where it is read: the same samples as if all of it had been converted at once. */
export function resampledSound({ sound, toHz, channels }: ResampledSoundParams): ReadableSound {
  const fromHz = sound.sampleRateHz;
  const { inputPeriod, outputPeriod } = resamplingGrid(fromHz, toHz);
  const frames = Math.round((sound.frames * toHz) / fromHz);
  const readAt = async (frame: number, count: number): Promise<readonly Float32Array[]> => {
    const end = Math.min(frame + count, frames);
    if (end <= frame) return Array.from({ length: channels }, () => new Float32Array(0));
    // a period more on both sides than the filter is long
    const first = Math.max(0, Math.floor(frame / outputPeriod) - 1);
    const last = Math.ceil(end / outputPeriod) + 1;
    const read = await sound.readAt(first * inputPeriod, (last - first) * inputPeriod);
    const skip = frame - first * outputPeriod;
    return read
      .slice(0, channels)
      .map((samples) => resample({ samples, fromHz, toHz }).slice(skip, skip + end - frame));
  };
  return { sampleRateHz: toHz, channels, frames, readAt };
}
