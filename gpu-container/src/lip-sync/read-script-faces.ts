import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import { openLandmarks } from '../faces/landmarks-file.js';
import { describePicture } from '../picture/picture-format.js';
import { readFaces } from './read-faces.js';
import type { SeenFace } from './seen-face.js';

export interface ReadScriptFacesParams {
  readonly script: MouthScript;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  /** Path of the landmarks a track names. */
  readonly landmarksPath: (name: string) => Promise<string>;
}

/** Faces further from the run than this are never taken from, in frames. */
const REACH_FRAMES = 1500;

/** The faces of every track of a script, by track id; of long tracks the part around the run. */
export async function readScriptFaces(
  params: ReadScriptFacesParams,
): Promise<ReadonlyMap<string, readonly SeenFace[]>> {
  const { script, info, frames, landmarksPath } = params;
  const format = describePicture({ ...frames, rotationDegrees: info.video?.rotationDegrees ?? 0 });
  const faces = new Map<string, readonly SeenFace[]>();
  if (format === undefined) return faces;
  for (const name of new Set(script.tracks.map(({ landmarks }) => landmarks))) {
    const reader = await openLandmarks(await landmarksPath(name));
    try {
      for (const track of script.tracks.filter(({ landmarks }) => landmarks === name)) {
        const window = nearRun(track, script);
        faces.set(track.id, await readFaces({ reader, track, format, ...window }));
      }
    } finally {
      await reader.close();
    }
  }
  return faces;
}

/** The part of a track that a run may need: around the run, or the end of the track that is nearer to it. */
function nearRun(
  track: { readonly firstFrame: number; readonly endFrame: number },
  { firstFrame, endFrame }: MouthScript,
): { readonly firstFrame: number; readonly endFrame: number } {
  if (track.endFrame <= firstFrame) return { firstFrame: track.endFrame - REACH_FRAMES, endFrame: track.endFrame };
  if (track.firstFrame >= endFrame) return { firstFrame: track.firstFrame, endFrame: track.firstFrame + REACH_FRAMES };
  return { firstFrame: firstFrame - REACH_FRAMES, endFrame: endFrame + REACH_FRAMES };
}
