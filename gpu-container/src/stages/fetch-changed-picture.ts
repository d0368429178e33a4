import { join } from 'node:path';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { LipManifest } from '../../../pipeline/contracts/lip-manifest.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { probeMedia } from '../media/probe-media.js';
import { type EncodedRun, joinPicture } from '../picture/join-picture.js';
import { inputOf } from './input-of.js';
import type { UnitContext } from './unit-context.js';

export interface ChangedPicture {
  readonly path: string;
  readonly info: MediaInfo;
}

export interface SourceVideo {
  readonly videoPath: string;
  readonly info: MediaInfo;
}

/**
 * The source's picture with the moved mouths of inputs lip-manifest and frames in it. Undefined when there are none: then
 * the source's own stream is the picture. Fails as `joinPicture` and as fetching does.
 */
export async function fetchChangedPicture(
  { unit, directory, artifacts, signal }: UnitContext,
  { videoPath, info }: SourceVideo,
): Promise<ChangedPicture | undefined> {
  if (unit.inputs['lip-manifest'] === undefined) return undefined;
  const manifest = await readJsonArtifact(artifacts, inputOf(unit, 'lip-manifest'), LipManifest);
  const runs: EncodedRun[] = [];
  for (const { firstFrame, endFrame, picture } of manifest.runs) {
    if (picture !== undefined) runs.push({ firstFrame, endFrame, path: await artifacts.fetch(picture) });
  }
  if (runs.length === 0) return undefined;
  const frames = await readJsonArtifact(artifacts, inputOf(unit, 'frames'), FrameIndex);
  const path = join(directory, 'picture.mp4');
  await joinPicture({ sourcePath: videoPath, info, frames, runs, directory, outputPath: path, signal });
  return { path, info: await probeMedia({ path, signal }) };
}
