import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { indexFrames } from '../picture/index-frames.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

/** `index-frames`: the pictures of a source and where its stream may be cut. Inputs source and media; output frames. */
export const runIndexFrames: RunUnit = async ({ unit, directory, artifacts, signal }) => {
  const info = await readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo);
  const sourcePath = await artifacts.fetch(inputOf(unit, 'source'));
  const value = await indexFrames({ sourcePath, info, directory, signal });
  return { frames: await storeJsonArtifact({ files: artifacts, directory, name: 'frames', value }) };
};
