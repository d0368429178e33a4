import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { measureLips } from '../../../pipeline/lip-sync/measure-lips.js';
import { createCropper } from '../faces/create-cropper.js';
import type { FaceModels } from '../faces/open-face-models.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { faceAxes } from './face-axes.js';
import { fitBox } from './fit-box.js';
import { rgbOfPicture } from './rgb-of-picture.js';

export interface LookAgainParams {
  readonly picture: Uint8Array;
  readonly format: PictureFormat;
  /** Where the face was before, by slot, in pixels of the picture. */
  readonly points: ArrayLike<number>;
  /** Whether to ask who it is, too: dearer than the landmarks. */
  readonly withIdentity: boolean;
}

/** A face as the models see it. */
export interface SecondLook {
  readonly lips: LipShape;
  /** Unit vector; only when asked for. */
  readonly identity?: Float32Array;
}

/** The models look at squares of this side; a face much larger is read more coarsely. */
const MODEL_SIDE = 192;
/** Side of the square around a face, in its own height or width. */
const REGION = 1.5;
/** Half the diagonal of a square: a turned one stays inside. */
const DIAGONAL = 0.71;
/** The identity model wants more of the head, in eye distances around the middle of the eyes. */
const HEAD = 2.6;

/** Looks at faces again, one after the other: the models work in memory of their own that one look fills. */
export interface SecondLooker {
  /** The pixels are read before it returns its promise: the picture may be changed or handed on at once. */
  look(params: LookAgainParams): Promise<SecondLook | undefined>;
}

/** A looker on the models that find faces. */
export function createSecondLooker(models: Pick<FaceModels, 'landmarks' | 'identifier'>): SecondLooker {
  let last: Promise<unknown> = Promise.resolve();
  return {
    look: (params) => {
      const cut = cutFace(params);
      if (cut === undefined) return Promise.resolve(undefined);
      const next = last.then(async (): Promise<SecondLook> => {
        const mesh = await models.landmarks.find(cut.cropper, cut.region);
        const lips = measureLips(slotsOf(mesh));
        return params.withIdentity ? { lips, identity: await models.identifier.identify(cut.cropper, mesh) } : { lips };
      });
      last = next.catch(() => undefined); // whoever asked hears of it; the next look must not
      return next;
    },
  };
}

function cutFace({ picture, format, points, withIdentity }: LookAgainParams) {
  const region = regionOf(points);
  const reach = Math.max(region.side * DIAGONAL, withIdentity ? HEAD * faceAxes(points).size : 0);
  const box = fitBox({ x: region.x - reach, y: region.y - reach, width: 2 * reach, height: 2 * reach }, format);
  if (box === undefined) return undefined;
  const every = Math.max(1, Math.floor(region.side / MODEL_SIDE));
  const place = (value: number, from: number) => (value - from) / every + 0.5;
  return {
    cropper: createCropper(rgbOfPicture({ picture, format, box, every })),
    region: { ...region, x: place(region.x, box.x), y: place(region.y, box.y), side: region.side / every },
  };
}

function slotsOf({ points }: FaceMesh): Float32Array {
  const slots = new Float32Array(2 * landmarkSet.points.length);
  landmarkSet.points.forEach((point, slot) => {
    slots[2 * slot] = points[2 * point] ?? 0;
    slots[2 * slot + 1] = points[2 * point + 1] ?? 0;
  });
  return slots;
}

/** The turned square around a face that the landmark model expects. */
function regionOf(points: ArrayLike<number>): { x: number; y: number; side: number; turn: number } {
  const { alongX, alongY } = faceAxes(points);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const slot of landmarkSet.groups.faceOval) {
    const [x, y] = [points[2 * slot] ?? 0, points[2 * slot + 1] ?? 0];
    const [side, down] = [x * alongX + y * alongY, y * alongX - x * alongY];
    [left, right, top, bottom] = [
      Math.min(left, side),
      Math.max(right, side),
      Math.min(top, down),
      Math.max(bottom, down),
    ];
  }
  const [side, down] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: side * alongX - down * alongY,
    y: side * alongY + down * alongX,
    side: REGION * Math.max(right - left, bottom - top),
    turn: Math.atan2(alongY, alongX),
  };
}
