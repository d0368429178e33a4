import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import type {
  MouthPatch,
  MouthRenderer,
  MouthStretchRequest,
  PlanarCrop,
  PlanarPicture,
  PreparedMouths,
  RenderedMouth,
} from '../../../pipeline/ports/mouth-renderer.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { chooseMouths } from './choose-mouths.js';
import { crossFade, type LibraryShare } from './cross-fade.js';
import { describeMouth, type MouthTraits } from './describe-mouth.js';
import { donorBox } from './donor-box.js';
import { judgeLibrary } from './judge-library.js';
import { planarCrop } from './planar-crop.js';
import { reachOfMouth } from './reach-of-mouth.js';
import type { SeenFace } from './seen-face.js';

/** A mouth of the library, by the frame it is seen in and whose it is. */
export interface WantedCrop {
  readonly frame: number;
  readonly points: ArrayLike<number>;
}

export interface RetrieveMouthsDeps {
  readonly format: PictureFormat;
  /** Usable faces of a person, by frame, to take mouths from. */
  readonly libraryOf: (person: string) => readonly SeenFace[];
  /** Reads the mouths of these faces out of the source; answers in their order, undefined where nothing is left of one. */
  readonly readCrops: (wanted: readonly WantedCrop[]) => Promise<ReadonlyArray<PlanarCrop | undefined>>;
}

/** A path through the library for one stretch. */
interface Plan {
  readonly library: readonly SeenFace[];
  readonly shares: ReadonlyArray<readonly LibraryShare[]>;
}

/** Share of a speaker's range by which two mouths may differ and still be faded into each other. */
const UNLIKE = 0.3;

type Decision =
  | { readonly kind: 'untouched'; readonly reason: Extract<PreparedMouths, { kind: 'untouched' }>['reason'] }
  | { readonly kind: 'warped' }
  | { readonly kind: 'retrieved'; readonly plan: Plan };

/**
 * Renders with the speaker's own mouths (after Video Rewrite, Bregler et al. 1997): for every frame one of the library
 * that has nearly the lips wanted and nearly the pose. Too small a library falls back to bending the frame's own mouth
 * where that suffices, else to leaving it.
 */
export function retrieveMouths(deps: RetrieveMouthsDeps): MouthRenderer {
  return {
    prepare: async (stretches) => {
      const decisions = stretches.map((stretch) => decide(stretch, deps.libraryOf(stretch.person)));
      const wanted = new Map<SeenFace, PlanarCrop | undefined>();
      for (const decision of decisions) {
        if (decision.kind !== 'retrieved') continue;
        for (const { mouth } of decision.plan.shares.flat()) {
          const face = decision.plan.library[mouth];
          if (face !== undefined) wanted.set(face, undefined);
        }
      }
      const faces = [...wanted.keys()];
      const crops = await deps.readCrops(faces);
      faces.forEach((face, at) => {
        wanted.set(face, crops[at]);
      });
      return stretches.map((stretch, at) => prepared(stretch, decisions[at], wanted, deps.format));
    },
  };
}

function decide(stretch: MouthStretchRequest, library: readonly SeenFace[]): Decision {
  const { frames, range } = stretch;
  const traits = frames.map(({ points }) => describeMouth(points));
  const targets = frames.map(({ target }) => target);
  const own = judgeLibrary({
    ...{ range, libraryFrames: Number.POSITIVE_INFINITY, targets },
    reached: targets.map((target, at) => reachOfMouth(traits[at] ?? target, target, range)),
  });
  if (library.length === 0) return own === undefined ? { kind: 'warped' } : { kind: 'untouched', reason: own };
  const follows = (mouth: number) => library[mouth]?.frame === (library[mouth - 1]?.frame ?? Number.NaN) + 1;
  const path = chooseMouths({
    library: library.map((face, at) => ({ traits: face.traits, followsPrevious: follows(at) })),
    frames: frames.map(({ target }, at) => ({ traits: traits[at] as MouthTraits, target })),
    range,
  });
  const reason = judgeLibrary({
    ...{ range, libraryFrames: library.length, targets },
    reached: path.map((mouth, at) => reached(library[mouth]?.traits, targets[at], range)),
  });
  if (reason === undefined)
    return {
      kind: 'retrieved',
      plan: {
        library,
        shares: crossFade({ path, size: library.length, follows, unlikeness: unlikeIn(library, range) }),
      },
    };
  return own === undefined ? { kind: 'warped' } : { kind: 'untouched', reason };
}

/** Gap and width between two mouths in shares of what would be seen as two mouths at once. */
function unlikeIn(library: readonly SeenFace[], range: MouthStretchRequest['range']): (a: number, b: number) => number {
  const gaps = UNLIKE * (range.wideOpen - range.closedOpen);
  const widths = 2 * UNLIKE * (range.roundedBy + range.spreadBy);
  return (a, b) => {
    const [left, right] = [library[a]?.traits, library[b]?.traits];
    if (left === undefined || right === undefined) return 1;
    return Math.hypot((left.open - right.open) / gaps, (left.width - right.width) / widths);
  };
}

function reached(
  mouth: LipShape | undefined,
  target: LipShape | undefined,
  range: MouthStretchRequest['range'],
): LipShape {
  if (mouth === undefined || target === undefined) return { open: Number.NaN, width: Number.NaN };
  return reachOfMouth(mouth, target, range);
}

function prepared(
  stretch: MouthStretchRequest,
  decision: Decision | undefined,
  crops: ReadonlyMap<SeenFace, PlanarCrop | undefined>,
  format: PictureFormat,
): PreparedMouths {
  if (decision === undefined) return { kind: 'untouched', reason: 'too-few-mouth-shapes' };
  if (decision.kind === 'untouched') return decision;
  const { frames, range } = stretch;
  return {
    kind: 'ready',
    method: decision.kind,
    mouthAt: async (index, picture): Promise<RenderedMouth> => {
      const frame = frames[index];
      if (frame === undefined) return { patches: [] };
      const patches =
        decision.kind === 'warped' ? ownPatch(frame.points, picture, format) : patchesOf(decision.plan, index, crops);
      return { patches, target: reachOfMouth(meanShape(patches), frame.target, range) };
    },
  };
}

function ownPatch(points: ArrayLike<number>, picture: PlanarPicture, format: PictureFormat): readonly MouthPatch[] {
  const box = donorBox(points, format);
  return box === undefined ? [] : [{ crop: planarCrop(picture.data, format, box), points, share: 1 }];
}

function patchesOf({ library, shares }: Plan, index: number, crops: ReadonlyMap<SeenFace, PlanarCrop | undefined>) {
  const patches = (shares[index] ?? []).flatMap(({ mouth, share }): readonly MouthPatch[] => {
    const face = library[mouth];
    const crop = face === undefined ? undefined : crops.get(face);
    return face === undefined || crop === undefined ? [] : [{ crop, points: face.points, share }];
  });
  const total = patches.reduce((sum, { share }) => sum + share, 0);
  return patches.map((patch) => ({ ...patch, share: patch.share / total }));
}

function meanShape(patches: readonly MouthPatch[]): LipShape {
  let [open, width] = [0, 0];
  for (const { points, share } of patches) {
    const shape = describeMouth(points);
    open += share * shape.open;
    width += share * shape.width;
  }
  return { open, width };
}
