/** Recognizers measured to gain words from denoising (docs/denoising.md); the others hear through noise by themselves. */
const HEAR_WORSE: readonly string[] = ['pocketsphinx'];

/** Whether it pays to ask, before this recognizer listens, if the noise should be taken out. */
export function hearsWorseInNoise(recognizerId: string): boolean {
  return HEAR_WORSE.includes(recognizerId);
}
