export interface FadeEndsParams {
  /** Changed in place. */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** A plosive survives this fade-in; a final vowel needs the longer fade-out. In ms. */
const FADE_IN_MS = 4;
const FADE_OUT_MS = 12;

/** Fades a line in and out so that its edges do not click. */
export function fadeEnds({ samples, sampleRateHz }: FadeEndsParams): void {
  const fadeIn = Math.min(samples.length, Math.round((sampleRateHz * FADE_IN_MS) / 1000));
  const fadeOut = Math.min(samples.length, Math.round((sampleRateHz * FADE_OUT_MS) / 1000));
  for (let i = 0; i < fadeIn; i++) samples[i] = (samples[i] ?? 0) * Math.sin((Math.PI * i) / (2 * fadeIn));
  for (let i = 0; i < fadeOut; i++) {
    const at = samples.length - 1 - i;
    samples[at] = (samples[at] ?? 0) * Math.sin((Math.PI * i) / (2 * fadeOut));
  }
}
