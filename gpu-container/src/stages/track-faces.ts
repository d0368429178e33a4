import { join } from 'node:path';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { ShotList } from '../../../pipeline/contracts/shot-list.js';
import { TrackFacesParams } from '../../../pipeline/faces/track-faces-params.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { openFaceTracker } from '../engines/open-face-tracker.js';
import { trackFaces } from '../faces/track-faces.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

/**
 * `track-faces`: the faces of one stretch of the source, found and followed. Inputs source, media, frames and shots;
 * outputs faces and landmarks. The unit's engine says with which models; the embedded ones unless told. A stretch
 * without a face is no failure.
 */
export const runTrackFaces: RunUnit = async ({ unit, directory, artifacts, engines, signal, onProgress }) => {
  const { firstFrame, endFrame } = TrackFacesParams.parse(unit.params);
  const [info, frames, shots, sourcePath] = await Promise.all([
    readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo),
    readJsonArtifact(artifacts, inputOf(unit, 'frames'), FrameIndex),
    readJsonArtifact(artifacts, inputOf(unit, 'shots'), ShotList),
    artifacts.fetch(inputOf(unit, 'source')),
  ]);
  const landmarksPath = join(directory, 'faces.landmarks');
  const models = await openFaceTracker(unit.engine?.id, (id) => engines.neural(id));
  try {
    const stretch = { firstFrame, endFrame: Math.min(endFrame, frames.timesMs.length) };
    const base = { sourcePath, info, frames, shots, models, landmarksPath, signal, onProgress };
    const value = await trackFaces({ ...base, ...stretch });
    return {
      faces: await storeJsonArtifact({ files: artifacts, directory, name: 'faces', value }),
      landmarks: await artifacts.store(landmarksPath, 'application/octet-stream'),
    };
  } finally {
    await models.dispose();
  }
};
