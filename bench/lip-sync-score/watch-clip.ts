import { basename, join } from 'node:path';
import { openLandmarks } from '../../gpu-container/src/faces/landmarks-file.js';
import { openFaceModels } from '../../gpu-container/src/faces/open-face-models.js';
import { trackFaces } from '../../gpu-container/src/faces/track-faces.js';
import { extractSpeechAudio } from '../../gpu-container/src/media/extract-speech-audio.js';
import { readWav } from '../../gpu-container/src/media/read-wav.js';
import type { FaceTrack } from '../../pipeline/contracts/face-tracks.js';
import { landmarkSet } from '../../pipeline/faces/landmark-set.js';
import { measureLips } from '../../pipeline/lip-sync/measure-lips.js';
import type { HearFramesParams } from '../../pipeline/quality/hear-frames.js';
import type { SeenMouth } from '../../pipeline/quality/score-lip-sync.js';
import { openClip } from '../picture/open-clip.js';

/** The longest seen face of a clip, with the clip's sound. */
export interface WatchedClip {
  readonly name: string;
  readonly mouths: readonly SeenMouth[];
  readonly sound: HearFramesParams;
  readonly frameMs: number;
}

/** Follows the faces of a clip and keeps the one seen longest; none where there is none. */
export async function watchClip(path: string, folder: string): Promise<readonly WatchedClip[]> {
  const clip = await openClip(path, folder);
  const { frames, info, signal } = clip;
  const landmarksPath = join(folder, `${basename(path)}.landmarks`);
  const models = await openFaceModels();
  const all = { firstFrame: 0, endFrame: frames.timesMs.length };
  const { tracks } = await trackFaces({ ...clip, ...all, shots: { cutsMs: [] }, models, landmarksPath });
  await models.dispose();
  const [longest] = [...tracks].sort((a, b) => b.endFrame - b.firstFrame - (a.endFrame - a.firstFrame));
  if (longest === undefined) return [];
  const speechPath = join(folder, `${basename(path)}.wav`);
  await extractSpeechAudio({ sourcePath: path, info, outputPath: speechPath, signal });
  const { samples, sampleRateHz } = await readWav(speechPath);
  const sound = { samples: Float32Array.from(samples, (value) => value / 32_768), sampleRateHz };
  const mouths = [await readMouth(longest, landmarksPath, frames.timesMs)];
  return [{ name: basename(path), mouths, sound, frameMs: frames.endMs / frames.timesMs.length }];
}

async function readMouth(track: FaceTrack, path: string, timesMs: readonly number[]): Promise<SeenMouth> {
  const landmarks = await openLandmarks(path);
  try {
    const { points, frameCount } = await landmarks.read({ track });
    const width = 2 * landmarkSet.points.length;
    const shapes = Array.from({ length: frameCount }, (_, frame) => {
      const { open, width: across } = measureLips(points, frame * width);
      return [open, across];
    });
    return { shapes, timesMs: timesMs.slice(track.firstFrame, track.firstFrame + frameCount) };
  } finally {
    await landmarks.close();
  }
}
