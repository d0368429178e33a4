/** Amplitude factor of a gain in dB. */
export const gainFromDb = (db: number): number => 10 ** (db / 20);

/** Gain in dB of an amplitude factor; −200 for zero, so that reports stay valid JSON. */
export const dbFromGain = (gain: number): number => (gain > 1e-10 ? 20 * Math.log10(gain) : -200);

/** Level in dB of a power; −200 for zero. */
export const dbFromPower = (power: number): number => (power > 1e-20 ? 10 * Math.log10(power) : -200);
