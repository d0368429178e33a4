import { join } from 'node:path';
import { z } from 'zod';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { muxDub } from '../media/mux-dub.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

const Params = z.strictObject({ language: z.string(), sourceLanguage: z.string(), burnIn: z.boolean() });

/** `package`: the source's picture with the dub as its first sound. Inputs source, media, mix, srt; output video. */
export const runPackage: RunUnit = async ({ unit, directory, artifacts, signal, onProgress }) => {
  const { language, sourceLanguage } = Params.parse(unit.params);
  const outputPath = join(directory, 'dubbed');
  const { mediaType } = await muxDub({
    videoPath: await artifacts.fetch(inputOf(unit, 'source')),
    info: await readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo),
    audioPath: await artifacts.fetch(inputOf(unit, 'mix')),
    language,
    sourceLanguage,
    subtitles: [{ path: await artifacts.fetch(inputOf(unit, 'srt')), language }],
    outputPath,
    signal,
    onProgress,
  });
  return { video: await artifacts.store(outputPath, mediaType) };
};
