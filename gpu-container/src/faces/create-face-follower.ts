import type { FaceMesh } from '../../../pipeline/faces/face-mesh.js';
import { measurePose } from '../../../pipeline/faces/measure-pose.js';
import { regionOfMesh } from '../../../pipeline/faces/region-of-mesh.js';
import { type Cropper, createCropper } from './create-cropper.js';
import { isSameFace } from './is-same-face.js';
import type { FaceModels } from './open-face-models.js';
import type { UprightPicture } from './open-upright-pictures.js';
import { regionOfDetection } from './region-of-detection.js';
import type { FollowedFace, Sighting } from './sighting.js';
import { takeLowerFace } from './take-lower-face.js';

export interface FaceFollowerParams {
  readonly models: Pick<FaceModels, 'detector' | 'landmarks' | 'identifier'>;
  /** A face that is seen no more. Short ones come too. */
  readonly onEnd: (face: FollowedFace) => void;
  /** A picture that is needed no more. */
  readonly onRelease: (picture: UprightPicture) => void;
}

/** Follows every face through pictures that come one after another. */
export interface FaceFollower {
  /** Takes the next picture of the shot. */
  see(picture: UprightPicture): Promise<void>;
  /** The shot is over: what comes next has nothing to do with what was. */
  cut(): Promise<void>;
}

interface Active {
  firstFrame: number;
  readonly sightings: Sighting[];
  readonly identities: Array<{ vector: Float32Array; weight: number }>;
}

interface Kept {
  readonly picture: UprightPicture;
  readonly cropper: Cropper;
}

/** Most pictures a follower holds: those since it last looked for new faces, and the one it looks at. */
export const MOST_PICTURES_HELD = 11;

const DETECT_EVERY = 10;
const MIN_SCORE = 0.5;
/** Presence that starts a face, and presence below which it is lost. */
const START = 0.6;
const KEEP = 0.3;
/** The identity model is asked at the fifth sighting and then at every fifteenth. */
const IDENTIFY_FIRST = 4;
const IDENTIFY_EVERY = 15;
const MOST_IDENTITIES = 24;

/**
 * A face is looked for where it was in the picture before. The detector looks for new ones every tenth picture and when
 * one is lost; a new one is then followed back through the pictures since it last looked, so that no frame is missed.
 */
export function createFaceFollower({ models, onEnd, onRelease }: FaceFollowerParams): FaceFollower {
  let active: Active[] = [];
  /** Lost since the detector looked last: it may see them again. */
  let lost: Active[] = [];
  let kept: Kept[] = [];
  let isFirst = true;

  const look = async (cropper: Cropper, mesh: FaceMesh, least: number): Promise<FaceMesh | undefined> => {
    const found = await models.landmarks.find(cropper, regionOfMesh(mesh));
    return found.presence >= least && isSameFace(found, mesh) ? found : undefined;
  };
  const add = async (face: Active, cropper: Cropper, mesh: FaceMesh): Promise<void> => {
    face.sightings.push(sight(cropper, mesh));
    const count = face.sightings.length - 1;
    if (count % IDENTIFY_EVERY !== IDENTIFY_FIRST || face.identities.length >= MOST_IDENTITIES) return;
    const weight = mesh.presence * Math.max(0.05, 1 - Math.abs(face.sightings[count]?.pose.yaw ?? 0) / 60);
    face.identities.push({ vector: await models.identifier.identify(cropper, mesh), weight });
  };
  const isKnown = (frame: number, mesh: FaceMesh): boolean =>
    [...active, ...lost].some((other) => isTaken(other, frame, mesh));
  const followBack = async (face: Active): Promise<void> => {
    for (const { picture, cropper } of kept.toReversed()) {
      const last = face.sightings[0];
      const mesh = last === undefined ? undefined : await look(cropper, last.mesh, START);
      if (mesh === undefined || isKnown(picture.frame, mesh)) return;
      face.sightings.unshift(sight(cropper, mesh));
      face.firstFrame = picture.frame;
    }
  };
  const find = async ({ picture, cropper }: Kept): Promise<void> => {
    for (const detection of await models.detector.detect(cropper, MIN_SCORE)) {
      const rough = await models.landmarks.find(cropper, regionOfDetection(detection));
      if (rough.presence < START) continue;
      const mesh = await models.landmarks.find(cropper, regionOfMesh(rough));
      if (mesh.presence < START || isKnown(picture.frame, mesh)) continue;
      const again = lost.find((face) => isContinued(face, picture.frame, mesh));
      const face = again ?? { firstFrame: picture.frame, sightings: [], identities: [] };
      lost = lost.filter((other) => other !== again);
      await add(face, cropper, mesh);
      if (again === undefined) await followBack(face);
      active.push(face);
    }
  };
  const follow = async (now: Kept): Promise<boolean> => {
    const still: Active[] = [];
    for (const face of active) {
      const last = face.sightings.at(-1);
      const mesh = last === undefined ? undefined : await look(now.cropper, last.mesh, KEEP);
      if (mesh === undefined || still.some((other) => isTaken(other, now.picture.frame, mesh))) lost.push(face);
      else {
        await add(face, now.cropper, mesh);
        still.push(face);
      }
    }
    active = still;
    return lost.length > 0;
  };
  const forget = (): void => {
    for (const { picture } of kept) onRelease(picture);
    for (const face of lost) onEnd(face);
    [kept, lost] = [[], []];
  };
  return {
    see: async (picture) => {
      const now = { picture, cropper: createCropper(picture) };
      const isOneLost = await follow(now);
      if (isFirst || isOneLost || kept.length + 1 >= DETECT_EVERY) {
        await find(now);
        forget();
        onRelease(picture);
      } else kept.push(now);
      isFirst = false;
    },
    cut: async () => {
      const last = kept.pop();
      if (last !== undefined) {
        await find(last);
        onRelease(last.picture);
      }
      forget();
      for (const face of active) onEnd(face);
      active = [];
      isFirst = true;
    },
  };
}

function sight(cropper: Cropper, mesh: FaceMesh): Sighting {
  return { mesh, pose: measurePose(mesh), lowerFace: takeLowerFace(cropper, mesh) };
}

/** Whether a face that was lost in this very picture is seen in it after all, by the detector. */
function isContinued({ firstFrame, sightings }: Active, frame: number, mesh: FaceMesh): boolean {
  const last = sightings.at(-1);
  return last !== undefined && firstFrame + sightings.length === frame && isSameFace(last.mesh, mesh);
}

function isTaken({ firstFrame, sightings }: Active, frame: number, mesh: FaceMesh): boolean {
  const there = sightings[frame - firstFrame];
  return there !== undefined && isSameFace(there.mesh, mesh);
}
