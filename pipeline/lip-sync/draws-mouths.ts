/** Renderers that draw a small picture from sound; the others take mouths from the source, as sharp as it is. */
const FROM_SOUND: readonly string[] = ['dh-live', 'wav2lip'];

/** Whether what this renderer makes gains from being enlarged. */
export function drawsMouths(rendererId: string): boolean {
  return FROM_SOUND.includes(rendererId);
}
