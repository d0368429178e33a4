/** Pictures as the models take them: channels last, 0…1, every bit of them defined here. */
export function drawWaves(size: number): Float32Array {
  return Float32Array.from({ length: size * size * 3 }, (_, i) => {
    const channel = i % 3;
    const x = Math.floor(i / 3) % size;
    const y = Math.floor(i / 3 / size);
    return 0.5 + 0.5 * Math.sin(((x * (3 + channel) + y * (5 - channel) * 1.7) * 6.283185307) / size);
  });
}

type Ellipse = readonly [x: number, y: number, halfWidth: number, halfHeight: number, color: readonly number[]];

/** A face of ellipses, 192 pixels wide, from back to front. The mouth spans x 76…116 at y 132. */
const cartoon: readonly Ellipse[] = [
  [96, 96, 52, 68, [0.85, 0.68, 0.58]],
  [74, 80, 11, 6, [0.95, 0.95, 0.95]],
  [118, 80, 11, 6, [0.95, 0.95, 0.95]],
  [74, 80, 5, 5, [0.2, 0.12, 0.1]],
  [118, 80, 5, 5, [0.2, 0.12, 0.1]],
  [74, 66, 14, 3, [0.3, 0.2, 0.15]],
  [118, 66, 14, 3, [0.3, 0.2, 0.15]],
  [96, 104, 8, 10, [0.75, 0.55, 0.45]],
  [96, 132, 20, 8, [0.75, 0.3, 0.3]],
  [96, 132, 17, 2, [0.3, 0.08, 0.08]],
];

/** A drawn face, which the landmark model takes for one, 192 × 192. */
export function drawCartoonFace(): Float32Array {
  const size = 192;
  const picture = new Float32Array(size * size * 3);
  for (let at = 0; at < size * size; at++) {
    const [x, y] = [at % size, Math.floor(at / size)];
    const top = cartoon.findLast(([cx, cy, a, b]) => ((x - cx) / a) ** 2 + ((y - cy) / b) ** 2 < 1);
    picture.set(top?.[4] ?? [0.3, 0.4, 0.5], at * 3);
  }
  return picture;
}
