import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FaceModels, openFaceModels } from '../../../gpu-container/src/faces/open-face-models.js';
import { trackFaces } from '../../../gpu-container/src/faces/track-faces.js';
import { readScriptFaces } from '../../../gpu-container/src/lip-sync/read-script-faces.js';
import { type RenderedRun, type RenderRunParams, renderRun } from '../../../gpu-container/src/lip-sync/render-run.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { indexFrames } from '../../../gpu-container/src/picture/index-frames.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import { buildKernel } from './build-kernel.js';

/** "Pon blanco con pe dos pronto", a sound every 75 ms from 0.6 s on. */
const sounds = 'p o n b l a n k o k o m p e d o s p ɾ o n t o'.split(' ');
const phonemes = sounds.map((ipa, at) => ({ ipa, startMs: 600 + 75 * at, endMs: 675 + 75 * at }));
const { signal } = new AbortController();

/** A clip with its face tracked and a script for it. */
export interface Talk {
  readonly directory: string;
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  readonly models: FaceModels;
  readonly script: MouthScript;
  render(
    name: string,
    change?: (script: MouthScript) => MouthScript,
    createRenderer?: RenderRunParams['createRenderer'],
  ): Promise<RenderedRun>;
  dispose(): Promise<void>;
}

/** Films a clip of one person who speaks to the camera: frames 12 to 60 of the first track are to say something else. */
export async function filmTalk(sourcePath: string): Promise<Talk> {
  buildKernel();
  const directory = await mkdtemp(join(tmpdir(), 'lip-sync-'));
  const info = await probeMedia({ path: sourcePath, signal });
  const frames = await indexFrames({ sourcePath, info, directory, signal });
  const models = await openFaceModels();
  const range = { firstFrame: 0, endFrame: frames.timesMs.length };
  const landmarksPath = join(directory, 'landmarks.bin');
  const shots = { cutsMs: [] };
  const found = await trackFaces({ sourcePath, info, frames, shots, ...range, models, landmarksPath, signal });
  const endFrame = frames.keyFrames.findLast(({ frame, isClosed }) => isClosed && frame >= 62)?.frame ?? range.endFrame;
  const trackId = found.tracks[0]?.id ?? '';
  const script: MouthScript = {
    ...{ firstFrame: 0, endFrame },
    tracks: found.tracks.slice(0, 1).map((track) => ({ ...track, landmarks: 'landmarks', person: 'man' })),
    stretches: [{ trackId, segmentIds: ['seg_1'], firstFrame: 12, endFrame: 60 }],
    lines: [{ segmentId: 'seg_1', trackIds: [trackId], startMs: 600, endMs: 2325, phonemes }],
  };
  return {
    ...{ directory, sourcePath, info, frames, models, script },
    render: async (name, change = (unchanged) => unchanged, createRenderer = undefined) => {
      const changed = change(script);
      const faces = await readScriptFaces({ script: changed, info, frames, landmarksPath: async () => landmarksPath });
      const outputPath = join(directory, `${name}.mp4`);
      return renderRun({
        ...{ sourcePath, info, frames, script: changed, faces, models, outputPath, signal },
        ...(createRenderer && { createRenderer }),
        onProgress: () => undefined,
      });
    },
    dispose: async () => {
      await models.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
