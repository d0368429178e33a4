import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import type { FaceRegion } from '../../../pipeline/faces/face-region.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import type { FaceBox } from '../../../pipeline/ports/face-detector.js';
import type { MouthGenerator, SilentFrame } from '../../../pipeline/ports/mouth-generator.js';
import type {
  MouthFrame,
  MouthPatch,
  MouthRenderer,
  MouthStretchRequest,
  PreparedMouths,
} from '../../../pipeline/ports/mouth-renderer.js';
import type { PictureEnlarger } from '../../../pipeline/ports/picture-enlarger.js';
import { createCropper } from '../faces/create-cropper.js';
import type { LandmarkFinder } from '../faces/create-landmark-finder.js';
import type { RgbPicture } from '../faces/rgb-picture.js';
import type { Picture } from '../picture/open-picture-reader.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { createPatchCutter } from '../vision/create-patch-cutter.js';
import { cutUprightFace, type UprightFace } from './cut-upright-face.js';
import { donorBox } from './donor-box.js';
import { enlargePatch } from './enlarge-patch.js';
import { faceAxes } from './face-axes.js';
import { pastePatch } from './paste-patch.js';
import { planarOfRgb } from './planar-of-rgb.js';
import { type MouthMoves, steadyMoves } from './steady-moves.js';

export interface GenerateMouthsDeps {
  readonly generator: MouthGenerator;
  /** Makes what is drawn as fine as the picture it is laid into, where the generator draws coarser. */
  readonly enlarger?: PictureEnlarger | undefined;
  readonly format: PictureFormat;
  readonly frames: FrameIndex;
  readonly landmarks: LandmarkFinder;
  /** Pictures from the first frame to before the last, one at a time: each may be used until the next is asked for. */
  readonly readPictures: (range: { readonly firstFrame: number; readonly endFrame: number }) => AsyncIterable<Picture>;
  /** What a track says between two times of the job's timeline, in ms: mono, 16 kHz. */
  readonly soundOf: (trackId: string, fromMs: number, toMs: number) => Promise<Float32Array>;
}

/** Sound a generator hears before the first frame and after the last, in ms. */
const AROUND_MS = 1000;
/** Mean distance of the eyes below which what is drawn does not convince: at 35 pixels lips became one hard line. */
const MIN_EYE_DISTANCE_PX = 48;
/** The landmark model looks at squares this much larger than the face. */
const REGION = 1.5;

/**
 * Renders with mouths drawn from the sound. Heads are handed to the generator upright, one after the other; what it
 * draws is measured by the landmark model against the same head before, so that the model's own errors cancel out.
 * Holds one small crop a frame of the stretches.
 */
export function generateMouths(deps: GenerateMouthsDeps): MouthRenderer {
  return {
    prepare: async (stretches) => {
      const prepared: PreparedMouths[] = [];
      for (const stretch of stretches) prepared.push(await prepareStretch(deps, stretch));
      return prepared;
    },
  };
}

/** A head and where its points are, before a mouth was drawn. */
interface Sitter {
  readonly frame: number;
  readonly face: UprightFace;
  readonly mesh: FaceMesh;
  readonly region: FaceRegion;
}

interface DrawnMouth {
  readonly frame: number;
  readonly crop: MouthPatch['crop'];
  readonly points: Float64Array;
  readonly moves: MouthMoves;
}

async function prepareStretch(deps: GenerateMouthsDeps, stretch: MouthStretchRequest): Promise<PreparedMouths> {
  const sizes = stretch.frames.map(({ points }) => faceAxes(points).size);
  const mean = sizes.reduce((sum, size) => sum + size / sizes.length, 0);
  if (mean < MIN_EYE_DISTANCE_PX) return { kind: 'untouched', reason: 'too-small' };
  const mouths = await drawAll(deps, stretch);
  const steady = steadyMoves(mouths);
  const patches = new Map(
    mouths.map(({ frame, crop, points }, at) => [frame, { crop, points: added(points, steady[at]), share: 1 }]),
  );
  return {
    kind: 'ready',
    method: 'neural',
    mouthAt: async (index) => {
      const patch = patches.get(stretch.frames[index]?.frame ?? -1);
      return { patches: patch === undefined ? [] : [patch] };
    },
  };
}

async function drawAll(deps: GenerateMouthsDeps, stretch: MouthStretchRequest): Promise<readonly DrawnMouth[]> {
  const { generator, frames, landmarks, format, soundOf } = deps;
  const [first, last] = [stretch.frames[0], stretch.frames.at(-1)];
  if (first === undefined || last === undefined) return [];
  const shownMs = (frame: number) => frames.timesMs[frame] ?? 0;
  const fromMs = shownMs(first.frame) - AROUND_MS;
  const samples = await soundOf(stretch.trackId, fromMs, shownMs(last.frame) + AROUND_MS);
  const waiting: Sitter[] = [];
  const silent = async function* (): AsyncGenerator<SilentFrame> {
    for await (const sitter of sittersOf(deps, stretch)) {
      waiting.push(sitter);
      yield silentFrame(sitter, shownMs(sitter.frame) - fromMs);
    }
  };
  const mouths: DrawnMouth[] = [];
  for await (const patch of generator.generate({ samples, frames: silent(), signal: stretch.signal })) {
    const sitter = waiting.shift();
    if (sitter === undefined) break;
    const { frame, face, region } = sitter;
    const box = donorBox(face.points, face.picture);
    if (box === undefined) continue;
    const { enlarger } = deps;
    const fine = enlarger === undefined ? patch : await enlargePatch(patch, enlarger, stretch.signal);
    const drawn = pastePatch(face.picture, fine);
    const after = await landmarks.find(createCropper(drawn), region);
    const crop = planarOfRgb({ picture: drawn, format, box });
    mouths.push({ frame, crop, points: face.points, moves: movesBetween(sitter.mesh, after) });
  }
  return mouths;
}

async function* sittersOf(deps: GenerateMouthsDeps, { frames }: MouthStretchRequest): AsyncGenerator<Sitter> {
  const cutter = createPatchCutter();
  const wanted = new Map<number, MouthFrame>(frames.map((frame) => [frame.frame, frame]));
  const [firstFrame, last] = [frames[0]?.frame ?? 0, frames.at(-1)?.frame ?? -1];
  for await (const { frame, data } of deps.readPictures({ firstFrame, endFrame: last + 1 })) {
    const points = wanted.get(frame)?.points;
    const face = points && cutUprightFace(cutter, { picture: data, format: deps.format, points });
    if (face === undefined) continue;
    const region = regionOf(ovalOf(face.points));
    yield { frame, face, region, mesh: await deps.landmarks.find(createCropper(face.picture), region) };
  }
}

/** The tracked points are steadier than one look; the others are as it found them. */
function silentFrame({ face, mesh }: Sitter, timeMs: number): SilentFrame {
  const points = Array.from({ length: mesh.points.length / 2 }, (_, at) => ({
    x: mesh.points[2 * at] ?? 0,
    y: mesh.points[2 * at + 1] ?? 0,
  }));
  landmarkSet.points.forEach((point, slot) => {
    points[point] = { x: (face.points[2 * slot] ?? 0) + 0.5, y: (face.points[2 * slot + 1] ?? 0) + 0.5 };
  });
  const picture: RgbPicture = face.picture;
  return { picture, box: ovalOf(face.points), points, timeMs };
}

/** From the forehead to the chin, from edge to edge. */
function ovalOf(points: ArrayLike<number>): FaceBox {
  const of = (axis: 0 | 1) => landmarkSet.groups.faceOval.map((slot) => (points[2 * slot + axis] ?? 0) + 0.5);
  const [xs, ys] = [of(0), of(1)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

function regionOf({ left, top, width, height }: FaceBox): FaceRegion {
  return { x: left + width / 2, y: top + height / 2, side: REGION * Math.max(width, height), turn: 0 };
}

/** How far each slot moved between two looks at one square. */
function movesBetween(before: FaceMesh, after: FaceMesh): MouthMoves {
  return Float64Array.from({ length: 2 * landmarkSet.points.length }, (_, at) => {
    const from = 2 * (landmarkSet.points[at >> 1] ?? 0) + (at & 1);
    return (after.points[from] ?? 0) - (before.points[from] ?? 0);
  });
}

function added(points: Float64Array, moves: MouthMoves | undefined): Float64Array {
  return points.map((value, at) => value + (moves?.[at] ?? 0));
}
