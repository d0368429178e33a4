import type { FaceTrack, FaceTracks } from '../../../pipeline/contracts/face-tracks.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { ShotList } from '../../../pipeline/contracts/shot-list.js';
import { cutFrames } from '../../../pipeline/faces/cut-frames.js';
import { createFaceFollower, MOST_PICTURES_HELD } from './create-face-follower.js';
import { createLandmarksWriter, type LandmarksWriter } from './create-landmarks-writer.js';
import { describeFace } from './describe-face.js';
import type { FaceModels } from './open-face-models.js';
import { openUprightPictures, type UprightPictures } from './open-upright-pictures.js';
import { packFace } from './pack-face.js';
import type { FollowedFace } from './sighting.js';

export interface TrackFacesParams {
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  readonly shots: ShotList;
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly models: FaceModels;
  /** Where the landmarks are written. */
  readonly landmarksPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** A face seen for a shorter time is a mistake, or over before a word is said. */
const SHORTEST_MS = 200;
const FEWEST_FRAMES = 5;

/**
 * Finds and follows every face in a stretch of a source. Memory is a few pictures and the points of the faces that are
 * in sight. Fails with `no-video`, `source-damaged`, `engine-failed`, `cancelled`, `time-limit`.
 */
export async function trackFaces(params: TrackFacesParams): Promise<FaceTracks> {
  const { firstFrame, endFrame } = params;
  const pictures = await openUprightPictures({ ...params, maxHeld: MOST_PICTURES_HELD });
  const writer = await createLandmarksWriter(params.landmarksPath, pictures.fullSize);
  try {
    const tracks = await follow({ ...params, pictures, writer });
    return { firstFrame, endFrame, tracks };
  } finally {
    await writer.close();
    await pictures.dispose();
  }
}

interface FollowParams extends TrackFacesParams {
  readonly pictures: UprightPictures;
  readonly writer: LandmarksWriter;
}

async function follow(params: FollowParams): Promise<FaceTrack[]> {
  const { pictures, firstFrame, endFrame } = params;
  const cuts = new Set(cutFrames(params.frames, params.shots));
  const ended: FollowedFace[] = [];
  const tracks: FaceTrack[] = [];
  const follower = createFaceFollower({
    models: params.models,
    onEnd: (face) => ended.push(face),
    onRelease: (picture) => pictures.release(picture),
  });
  const write = async (): Promise<void> => {
    for (const face of ended.splice(0)) {
      const track = await writeFace(face, params, `face-${firstFrame}-${tracks.length + 1}`);
      if (track !== undefined) tracks.push(track);
    }
  };
  for (let picture = await pictures.read(); picture !== undefined; picture = await pictures.read()) {
    if (cuts.has(picture.frame)) await follower.cut();
    await follower.see(picture);
    await write();
    params.onProgress?.((picture.frame + 1 - firstFrame) / (endFrame - firstFrame));
  }
  await follower.cut();
  await write();
  return tracks;
}

async function writeFace(face: FollowedFace, params: FollowParams, id: string): Promise<FaceTrack | undefined> {
  const { frames, pictures, writer } = params;
  const end = face.firstFrame + face.sightings.length;
  const lengthMs = (frames.timesMs[end] ?? frames.endMs) - (frames.timesMs[face.firstFrame] ?? 0);
  if (face.sightings.length < FEWEST_FRAMES || lengthMs < SHORTEST_MS) return undefined;
  const landmarks = packFace({ face, fullSize: pictures.fullSize, shrunk: pictures.shrunk });
  const landmarksOffset = await writer.append(landmarks);
  return describeFace({ id, frames, landmarks, identities: face.identities, landmarksOffset });
}
