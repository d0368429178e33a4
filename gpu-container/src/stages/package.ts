import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { burnSubtitles } from '../media/burn-subtitles.js';
import { muxDub } from '../media/mux-dub.js';
import { probeMedia } from '../media/probe-media.js';
import { fetchSoftTracks } from './fetch-soft-tracks.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';

const Params = z.strictObject({
  language: z.string(),
  sourceLanguage: z.string(),
  burnIn: z.boolean(),
  bilingual: z.boolean().default(false),
});

/**
 * `package`: the source's picture, copied bit by bit, with the dub as its first sound and the subtitles as soft tracks.
 * Inputs source, media, mix, srt, perhaps ass, sdh-srt and source-srt, and, to paint subtitles into the picture,
 * burn-in; output video. What is painted is not carried a second time.
 */
export const runPackage: RunUnit = async (context) => {
  const { unit, directory, artifacts, signal, onProgress } = context;
  const { burnIn, ...spoken } = Params.parse(unit.params);
  const picture = burnIn ? await paint(context) : await copied(context);
  const outputPath = join(directory, 'dubbed');
  const { mediaType } = await muxDub({
    ...picture,
    audioPath: await artifacts.fetch(inputOf(unit, 'mix')),
    language: spoken.language,
    sourceLanguage: spoken.sourceLanguage,
    subtitles: await fetchSoftTracks({ ...spoken, isPainted: burnIn, info: picture.info }, context),
    outputPath,
    signal,
    onProgress: (fraction) => onProgress(burnIn ? 0.8 + fraction * 0.2 : fraction),
  });
  return { video: await artifacts.store(outputPath, mediaType) };
};

async function copied({ unit, artifacts }: UnitContext) {
  return {
    videoPath: await artifacts.fetch(inputOf(unit, 'source')),
    info: await readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo),
  };
}

async function paint(context: UnitContext) {
  const { unit, directory, artifacts, signal, onProgress } = context;
  const scriptPath = join(directory, 'burn-in.ass');
  await copyFile(await artifacts.fetch(inputOf(unit, 'burn-in')), scriptPath);
  const outputPath = join(directory, 'painted.mkv');
  await burnSubtitles({
    ...(await copied(context)),
    scriptPath,
    outputPath,
    signal,
    onProgress: (fraction) => onProgress(fraction * 0.8),
  });
  return { videoPath: outputPath, info: await probeMedia({ path: outputPath, signal }) };
}
