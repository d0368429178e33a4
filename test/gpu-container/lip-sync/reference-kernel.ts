/** The pixel kernel in plain JavaScript, as slow and as plain as can be: what the WebAssembly is compared with. */

export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly samples: readonly number[];
}

export interface Nodes {
  readonly columns: number;
  readonly step: number;
  /** Fields of each node side by side. */
  readonly values: readonly number[];
  readonly fields: number;
}

/** The value of a field between its nodes, times the area of a cell: what integer arithmetic sees. */
function between({ columns, step, values, fields }: Nodes, field: number, x: number, y: number): number {
  const cell = 1 << step;
  const at = (column: number, row: number) => values[(row * columns + column) * fields + field] ?? 0;
  const [column, row] = [x >> step, y >> step];
  const [fx, fy] = [x & (cell - 1), y & (cell - 1)];
  const left = at(column, row) * (cell - fy) + at(column, row + 1) * fy;
  const right = at(column + 1, row) * (cell - fy) + at(column + 1, row + 1) * fy;
  return left * cell + (right - left) * fx;
}

/** Catmull-Rom weights of four samples for a place f/256 between the middle two, in whole numbers. */
function cubicWeights(f: number): readonly number[] {
  const f2 = Math.floor((f * f) / 256);
  const f3 = Math.floor((f2 * f) / 256);
  const [w0, w1, w3] = [2 * f2 - f3 - f, 3 * f3 - 5 * f2 + 512, f3 - f2].map((value) => Math.floor(value / 2));
  return [w0 ?? 0, w1 ?? 0, 256 - (w0 ?? 0) - (w1 ?? 0) - (w3 ?? 0), w3 ?? 0];
}

/** What `warp` makes: `target` where a cell's flag is 0, soft samples where it is 1, sharp ones where it is 2. */
export function referenceWarp({
  target,
  source,
  nodes,
  flags,
  largest,
}: {
  target: Plane;
  source: Plane;
  nodes: Nodes;
  flags: readonly number[];
  largest: number;
}): readonly number[] {
  const cellBits = 2 * nodes.step;
  const half = 1 << (cellBits - 1);
  return target.samples.map((sample, index) => {
    const [x, y] = [index % target.width, Math.floor(index / target.width)];
    const flag = flags[(y >> nodes.step) * (nodes.columns - 1) + (x >> nodes.step)];
    if (flag === 0) return sample;
    const px = Math.floor((between(nodes, 0, x, y) + half) / 2 ** cellBits);
    const py = Math.floor((between(nodes, 1, x, y) + half) / 2 ** cellBits);
    if (flag === 2) {
      const [wx, wy] = [cubicWeights((px & 511) >> 1), cubicWeights((py & 511) >> 1)];
      let sum = 0;
      for (let at = 0; at < 16; at++) {
        const [dx, dy] = [at % 4, Math.floor(at / 4)];
        const read = source.samples[((py >> 9) + dy - 1) * source.width + (px >> 9) + dx - 1] ?? 0;
        sum += read * (wx[dx] ?? 0) * (wy[dy] ?? 0);
      }
      return Math.min(largest, Math.max(0, Math.floor((sum + 32_768) / 65_536)));
    }
    const cx = Math.min(Math.max(px, 0), (source.width - 1) * 512 - 1);
    const cy = Math.min(Math.max(py, 0), (source.height - 1) * 512 - 1);
    const [column, row] = [cx >> 9, cy >> 9];
    const [fx, fy] = [(cx & 511) >> 1, (cy & 511) >> 1];
    const read = (c: number, r: number) => source.samples[r * source.width + c] ?? 0;
    const upper = read(column, row) * 256 + (read(column + 1, row) - read(column, row)) * fx;
    const lower = read(column, row + 1) * 256 + (read(column + 1, row + 1) - read(column, row + 1)) * fx;
    return Math.floor((upper * 256 + (lower - upper) * fy + 32_768) / 65_536);
  });
}

/** What `blend` makes of ground and patch. */
export function referenceBlend(ground: Plane, patch: Plane, nodes: Nodes, largest: number): readonly number[] {
  const area = 2 ** (2 * nodes.step);
  return ground.samples.map((sample, index) => {
    const [x, y] = [index % ground.width, Math.floor(index / ground.width)];
    const mask = Math.floor(between(nodes, 0, x, y) / area);
    const gain = Math.floor(between(nodes, 1, x, y) / area);
    const offset = Math.floor(between(nodes, 2, x, y) / area);
    const raised = Math.floor(((patch.samples[index] ?? 0) * gain) / 256) + offset;
    const over = Math.min(Math.max(raised, 0), largest * 16);
    const value = sample * 16 + Math.floor(((over - sample * 16) * mask + 2048) / 4096);
    return Math.floor((value + 8) / 16);
  });
}
