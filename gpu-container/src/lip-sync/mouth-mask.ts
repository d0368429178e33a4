import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { faceAxes } from './face-axes.js';

/** Where the new mouth shows: 0 outside, 1 well inside, at any point of the picture. */
export interface MouthMask {
  valueAt(x: number, y: number): number;
  /** Middle of the mouth. */
  readonly centre: { readonly x: number; readonly y: number };
  /** Box in pixels outside of which the mask is 0: x, y, width, height. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

const { groups, named } = landmarkSet;

/** Widths of the soft border in eye distances: short under the nose, where there is little room, long along the jaw. */
const FEATHER = { nose: 0.1, side: 0.17, jaw: 0.15 } as const;
/** The border stays so far inside the outline of the jaw, in eye distances: neck and background are the frame's own. */
const JAW_INSET = 0.015;
/** Room beside the corners of the mouth, in eye distances. */
const BESIDE_CORNERS = 0.24;

interface Edge {
  readonly x: number;
  readonly y: number;
  /** Unit normal that points inside, divided by the width of the soft border. */
  readonly nx: number;
  readonly ny: number;
}

/**
 * The mask over a face's landmarks: from under the nose past the corners of the mouth to the jaw line.
 * @param points where the landmarks are in the new picture
 */
export function mouthMask(points: ArrayLike<number>): MouthMask {
  const axes = faceAxes(points);
  const at = (side: number, down: number): readonly [number, number] => [
    axes.x + (side * axes.alongX - down * axes.alongY) * axes.size,
    axes.y + (side * axes.alongY + down * axes.alongX) * axes.size,
  ];
  const place = (slot: number) => {
    const [dx, dy] = [
      ((points[2 * slot] ?? 0) - axes.x) / axes.size,
      ((points[2 * slot + 1] ?? 0) - axes.y) / axes.size,
    ];
    return { side: dx * axes.alongX + dy * axes.alongY, down: dy * axes.alongX - dx * axes.alongY };
  };
  const corners = [place(named.rightMouthCorner), place(named.leftMouthCorner)] as const;
  const nose = place(named.noseBase);
  const middle = { side: (corners[0].side + corners[1].side) / 2, down: (corners[0].down + corners[1].down) / 2 };
  const outline = [
    { side: corners[0].side - BESIDE_CORNERS, down: middle.down - 0.02, feather: FEATHER.side },
    { side: nose.side - 0.26, down: nose.down + 0.05, feather: FEATHER.nose },
    { side: nose.side, down: nose.down + 0.01, feather: FEATHER.nose },
    { side: nose.side + 0.26, down: nose.down + 0.05, feather: FEATHER.side },
    { side: corners[1].side + BESIDE_CORNERS, down: middle.down - 0.02, feather: FEATHER.jaw },
    ...[...groups.jaw]
      .reverse()
      .map(place)
      .filter(({ down }) => down > middle.down + 0.06)
      .map(({ side, down }) => ({ side, down, feather: FEATHER.jaw })),
  ];
  const vertices = outline.map(({ side, down }) => at(side, down));
  const edges = edgesOf(vertices, outline, axes.size);
  const [centreX, centreY] = at(middle.side, middle.down);
  return { valueAt: (x, y) => maskValue(edges, x, y), centre: { x: centreX, y: centreY }, box: boxOf(vertices) };
}

function edgesOf(
  vertices: ReadonlyArray<readonly [number, number]>,
  outline: ReadonlyArray<{ readonly feather: number }>,
  size: number,
): readonly Edge[] {
  return outline.map(({ feather }, index): Edge => {
    const [x, y] = vertices[index] ?? [0, 0];
    const [nextX, nextY] = vertices[(index + 1) % vertices.length] ?? [0, 0];
    const length = Math.hypot(nextX - x, nextY - y) || 1;
    const [nx, ny] = [-(nextY - y) / length, (nextX - x) / length];
    const inset = feather === FEATHER.jaw ? JAW_INSET * size : 0;
    const width = feather * size;
    return { x: x + nx * inset, y: y + ny * inset, nx: nx / width, ny: ny / width };
  });
}

function maskValue(edges: readonly Edge[], x: number, y: number): number {
  let least = 1;
  for (const edge of edges) {
    const inside = (x - edge.x) * edge.nx + (y - edge.y) * edge.ny;
    if (inside <= 0) return 0;
    if (inside < least) least = inside;
  }
  return least * least * (3 - 2 * least);
}

function boxOf(corners: ReadonlyArray<readonly [number, number]>): MouthMask['box'] {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
