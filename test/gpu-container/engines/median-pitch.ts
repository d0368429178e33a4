import { resample } from '../../../pipeline/sound/resample.js';
import { trackPitch } from '../../../pipeline/sound/track-pitch.js';

const ANALYSIS_RATE_HZ = 8000;

/** The median pitch in Hz of a mono voice, or undefined where nothing in it is voiced. */
export function medianPitch(samples: Int16Array, sampleRateHz: number): number | undefined {
  const signal = Float32Array.from(samples, (sample) => sample / 32768);
  const analysed = resample({ samples: signal, fromHz: sampleRateHz, toHz: ANALYSIS_RATE_HZ });
  const voiced = trackPitch({ samples: analysed, sampleRateHz: ANALYSIS_RATE_HZ }).filter((hz) => hz > 0);
  return voiced.length === 0 ? undefined : voiced.sort()[Math.floor(voiced.length / 2)];
}
