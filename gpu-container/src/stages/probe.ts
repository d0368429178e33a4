import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { probeMedia } from '../media/probe-media.js';
import { requireAudio } from '../media/require-audio.js';
import { requireVideo } from '../media/require-video.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

/** `probe`: what the source is, or why it cannot be dubbed. Input source, output media. */
export const runProbe: RunUnit = async ({ unit, directory, artifacts, signal }) => {
  const media = await probeMedia({ path: await artifacts.fetch(inputOf(unit, 'source')), signal });
  requireVideo(media);
  requireAudio(media);
  return { media: await storeJsonArtifact({ files: artifacts, directory, name: 'media', value: media }) };
};
