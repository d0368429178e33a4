import type { PlaneNodes } from './plane-nodes.js';

/** Position units per sample, as in the kernel. */
const POSITION = 512;
/** What the kernel does with a cell: nothing; soft sampling that stops at the source's border; sharp sampling. */
const FLAG = { skip: 0, clamped: 1, inside: 2 } as const;

export interface FlagCellsParams {
  readonly nodes: PlaneNodes;
  readonly source: { readonly width: number; readonly height: number };
  /** Whether anything of a node is wanted; a cell is skipped when nothing of its four corners is. */
  readonly isWanted: (node: number) => boolean;
}

/** One byte per cell for the kernel's warp: the four corners of a cell bound every position in it. */
export function flagCells({ nodes, source, isWanted }: FlagCellsParams): Uint8Array {
  const { columns, rows, values } = nodes;
  const wanted = new Uint8Array(columns * rows);
  const inside = new Uint8Array(columns * rows);
  const [lastX, lastY] = [(source.width - 2) * POSITION, (source.height - 2) * POSITION];
  for (let node = 0; node < inside.length; node++) {
    wanted[node] = isWanted(node) ? 1 : 0;
    const x = values[2 * node] ?? -1;
    const y = values[2 * node + 1] ?? -1;
    inside[node] = x >= POSITION && y >= POSITION && x < lastX && y < lastY ? 1 : 0;
  }
  const flags = new Uint8Array((columns - 1) * (rows - 1));
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const corner = row * columns + column;
      if (corners(wanted, corner, columns) === 0) continue;
      const isInside = corners(inside, corner, columns) === 4;
      flags[row * (columns - 1) + column] = isInside ? FLAG.inside : FLAG.clamped;
    }
  }
  return flags;
}

function corners(marks: Uint8Array, corner: number, columns: number): number {
  const upper = (marks[corner] ?? 0) + (marks[corner + 1] ?? 0);
  return upper + (marks[corner + columns] ?? 0) + (marks[corner + columns + 1] ?? 0);
}
