/** Turn, scale and shift: x′ = a·x − b·y + `x`, y′ = b·x + a·y + `y`. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  readonly y: number;
}

/** The similarity that lays points on others with the least squared error. Points are x, y after one another. */
export function fitSimilarity(from: Float32Array, to: Float32Array): Similarity {
  const [fromX, fromY] = centre(from);
  const [toX, toY] = centre(to);
  let [along, across, spread] = [0, 0, 0];
  for (let at = 0; at < from.length; at += 2) {
    const [x, y] = [(from[at] ?? 0) - fromX, (from[at + 1] ?? 0) - fromY];
    const [u, v] = [(to[at] ?? 0) - toX, (to[at + 1] ?? 0) - toY];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  if (spread === 0) return { a: 1, b: 0, x: toX - fromX, y: toY - fromY };
  const [a, b] = [along / spread, across / spread];
  return { a, b, x: toX - a * fromX + b * fromY, y: toY - b * fromX - a * fromY };
}

function centre(points: Float32Array): readonly [number, number] {
  let [x, y] = [0, 0];
  for (let at = 0; at < points.length; at += 2) {
    x += points[at] ?? 0;
    y += points[at + 1] ?? 0;
  }
  const count = Math.max(1, points.length / 2);
  return [x / count, y / count];
}
