/** A variant of every espeak-ng voice, with its median pitch at the default setting. */
export interface EspeakVariant {
  readonly suffix: string;
  readonly gender: 'female' | 'male';
  readonly pitchHz: number;
}

/**
 * Variants that stay clear speech, men and women in turn so that a cast alternates. The pitches are medians over the
 * digits in a dozen languages (the plain voice: in 92); no language but four is more than 6 % from them.
 */
export const ESPEAK_VARIANTS: readonly EspeakVariant[] = [
  { suffix: '', gender: 'male', pitchHz: 103 },
  { suffix: '+f2', gender: 'female', pitchHz: 198 },
  { suffix: '+m3', gender: 'male', pitchHz: 106 },
  { suffix: '+f3', gender: 'female', pitchHz: 213 },
  { suffix: '+m7', gender: 'male', pitchHz: 108 },
  { suffix: '+f4', gender: 'female', pitchHz: 181 },
];

/** [setting, median pitch relative to setting 50], the mean of four voices; none is more than 4 % from it. */
const RATIOS: ReadonlyArray<readonly [number, number]> = [
  [0, 0.654],
  [10, 0.69],
  [20, 0.78],
  [30, 0.821],
  [40, 0.901],
  [50, 1],
  [60, 1.101],
  [70, 1.206],
  [80, 1.331],
  [90, 1.497],
  [99, 1.644],
];

/** The setting (0…99) at which a variant of that default pitch has the wanted median pitch, as near as it can come. */
export function espeakPitch(wantedHz: number, defaultHz: number): number {
  const ratio = wantedHz / defaultHz;
  const above = RATIOS.findIndex(([, value]) => value >= ratio);
  if (above <= 0) return above === 0 ? 0 : 99;
  const [low = 0, lowRatio = 0] = RATIOS[above - 1] ?? [];
  const [high = 99, highRatio = 1] = RATIOS[above] ?? [];
  return Math.round(low + ((high - low) * (ratio - lowRatio)) / (highRatio - lowRatio));
}
