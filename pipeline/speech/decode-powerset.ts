/** Most speakers the segmentation tells apart within one window. */
export const LOCAL_SPEAKERS = 3;

/** Who speaks in each class, one bit a speaker: nobody, each alone, then the pairs, as pyannote's powerset counts them. */
const CLASSES = [0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110] as const;

/** Scores of the classes, row-major, one row a frame, to the speakers of the likeliest class: bit s is local speaker s. */
export function decodePowerset(scores: Float32Array): Uint8Array {
  const frames = Math.floor(scores.length / CLASSES.length);
  const masks = new Uint8Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let best = 0;
    for (let id = 1; id < CLASSES.length; id++) {
      const at = frame * CLASSES.length;
      if ((scores[at + id] ?? 0) > (scores[at + best] ?? 0)) best = id;
    }
    masks[frame] = CLASSES[best] ?? 0;
  }
  return masks;
}
