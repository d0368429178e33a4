import { resample } from '../../../pipeline/sound/resample.js';
import { resamplingGrid } from './resampling-grid.js';

/** Changes the rate of a sound that comes in blocks; what it gives lies on the same timeline. */
export interface StreamResampler {
  /** What can be told after another block; all channels are equally long. */
  push(channels: readonly Float32Array[]): readonly Float32Array[];
  /** The rest, after the last block. */
  flush(): readonly Float32Array[];
}

export interface StreamResamplerParams {
  readonly channels: number;
  readonly fromHz: number;
  readonly toHz: number;
}

/** Holds a few hundred samples and the block at hand. Gives the same samples as `resample` of everything at once. */
export function createStreamResampler({ channels, fromHz, toHz }: StreamResamplerParams): StreamResampler {
  const { inputPeriod, outputPeriod } = resamplingGrid(fromHz, toHz);
  let held: readonly Float32Array[] = Array.from({ length: channels }, () => new Float32Array(0));
  /** Periods before what is held, and periods told of what is held. */
  let dropped = 0;
  let told = 0;
  const tell = (periods: number, most: number): readonly Float32Array[] => {
    const given = held.map((samples) =>
      resample({ samples, fromHz, toHz }).slice(told * outputPeriod, Math.min(most, periods * outputPeriod)),
    );
    // one period before the next sample to tell is all the filter looks back
    const spare = Math.max(0, periods - 1);
    held = held.map((samples) => samples.slice(spare * inputPeriod));
    dropped += spare;
    told = periods - spare;
    return given;
  };
  return {
    push: (block) => {
      held = held.map((samples, channel) => joined(samples, block[channel]));
      const periods = Math.floor((held[0]?.length ?? 0) / inputPeriod) - 1;
      return periods <= told ? held.map(() => new Float32Array(0)) : tell(periods, Number.POSITIVE_INFINITY);
    },
    flush: () => {
      const frames = dropped * inputPeriod + (held[0]?.length ?? 0);
      const most = Math.round((frames * toHz) / fromHz) - dropped * outputPeriod;
      return tell(Math.ceil(most / outputPeriod), most);
    },
  };
}

function joined(before: Float32Array, after: Float32Array = new Float32Array(0)): Float32Array {
  const samples = new Float32Array(before.length + after.length);
  samples.set(before);
  samples.set(after, before.length);
  return samples;
}
