export interface StretchTimeParams {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** 1.1 = ten percent faster (shorter); must be positive. */
  readonly rate: number;
}

/** Frame length: two to three periods of a low voice. */
const FRAME_MS = 28;
/** How far a frame may move to meet the wave before it: one period of the lowest voice (70 Hz) to either side. */
const SEARCH_MS = 8;

/**
 * Plays speech faster or slower at the same pitch (WSOLA: frames are moved until their waves line up with what was
 * written so far). Works in the time domain, so voices keep their formants and get no phase smear.
 * The result has exactly `round(length / rate)` samples.
 */
export function stretchTime({ samples, sampleRateHz, rate }: StretchTimeParams): Float32Array {
  const length = Math.round(samples.length / rate);
  const hop = Math.round((sampleRateHz * FRAME_MS) / 2000);
  if (length === samples.length || samples.length < 4 * hop) return fitted(samples, length);
  const search = Math.round((sampleRateHz * SEARCH_MS) / 1000);
  const window = Float64Array.from({ length: 2 * hop }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / hop));
  const output = new Float32Array(length + 2 * hop);
  const lastStart = samples.length - 2 * hop;
  // The second half of the frame written last continues here in the input; the next frame should look like it.
  let natural = 0;
  for (let at = 0; at < length; at += hop) {
    const wanted = Math.min(lastStart, Math.round(at * rate));
    const from = at === 0 ? 0 : bestStart({ samples, natural, wanted, search, hop, lastStart });
    for (let i = 0; i < 2 * hop; i++) {
      const weight = at === 0 && i < hop ? 1 : (window[i] ?? 0);
      output[at + i] = (output[at + i] ?? 0) + (samples[from + i] ?? 0) * weight;
    }
    natural = from + hop;
  }
  return output.slice(0, length);
}

function fitted(samples: Float32Array, length: number): Float32Array {
  const output = new Float32Array(length);
  output.set(samples.subarray(0, length));
  return output;
}

interface BestStartParams {
  readonly samples: Float32Array;
  readonly natural: number;
  readonly wanted: number;
  readonly search: number;
  readonly hop: number;
  readonly lastStart: number;
}

/** The start near `wanted` whose first half resembles the natural continuation most (normalised correlation). */
function bestStart({ samples, natural, wanted, search, hop, lastStart }: BestStartParams): number {
  const low = Math.max(0, wanted - search);
  const high = Math.min(lastStart, wanted + search);
  if (natural >= low && natural <= high) return natural;
  let energy = 1e-9;
  for (let i = 0; i < hop; i++) energy += (samples[low + i] ?? 0) ** 2;
  let best = Math.min(Math.max(wanted, low), high);
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let start = low; start <= high; start++) {
    let dot = 0;
    for (let i = 0; i < hop; i++) dot += (samples[natural + i] ?? 0) * (samples[start + i] ?? 0);
    const score = dot / Math.sqrt(energy);
    if (score > bestScore) {
      bestScore = score;
      best = start;
    }
    energy += (samples[start + hop] ?? 0) ** 2 - (samples[start] ?? 0) ** 2;
    if (energy < 1e-9) energy = 1e-9;
  }
  return best;
}
