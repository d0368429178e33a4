import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { VoiceSamples } from '../../../pipeline/contracts/voice-sample.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { burnSubtitles } from '../media/burn-subtitles.js';
import { type MuxDubParams, muxDub } from '../media/mux-dub.js';
import { probeMedia } from '../media/probe-media.js';
import { fetchChangedPicture } from './fetch-changed-picture.js';
import { fetchSoftTracks } from './fetch-soft-tracks.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';

const Params = z.strictObject({
  language: z.string(),
  sourceLanguage: z.string(),
  burnIn: z.boolean(),
  bilingual: z.boolean().default(false),
});

/** Share of the work that painting is, where subtitles are painted. */
const PAINTING = 0.8;

/**
 * `package`: the source's picture, copied bit by bit, with the dub as its first sound and the subtitles as soft tracks.
 * Inputs source, media, mix, srt, perhaps ass, sdh-srt and source-srt; lip-manifest and frames where mouths may have been
 * moved, then only the groups of pictures with a moved mouth are not the source's; and, to paint subtitles into the
 * picture, burn-in; voice-samples where voices may have been cloned, which the file then says. Output video. What is
 * painted is not carried a second time.
 */
export const runPackage: RunUnit = async (context) => {
  const { unit, directory, artifacts, signal, onProgress } = context;
  const { burnIn, ...spoken } = Params.parse(unit.params);
  const source = await sourceOf(context);
  const changed = await fetchChangedPicture(context, source);
  const shown = burnIn ? await paint(context, changed ?? { path: source.videoPath, info: source.info }) : changed;
  const outputPath = join(directory, 'dubbed');
  const { mediaType } = await muxDub({
    ...source,
    ...(shown === undefined ? {} : { picture: shown }),
    audioPath: await artifacts.fetch(inputOf(unit, 'mix')),
    language: spoken.language,
    sourceLanguage: spoken.sourceLanguage,
    hasClonedVoice: await hasClonedVoice(context),
    subtitles: await fetchSoftTracks({ ...spoken, isPainted: burnIn, info: shown?.info ?? source.info }, context),
    outputPath,
    signal,
    onProgress: (fraction) => onProgress(burnIn ? PAINTING + fraction * (1 - PAINTING) : fraction),
  });
  return { video: await artifacts.store(outputPath, mediaType) };
};

type Picture = NonNullable<MuxDubParams['picture']>;

async function hasClonedVoice({ unit, artifacts }: UnitContext): Promise<boolean> {
  const taken = unit.inputs['voice-samples'];
  if (taken === undefined) return false;
  const { samples } = await readJsonArtifact(artifacts, taken, VoiceSamples);
  return samples.some(({ reference }) => reference !== undefined);
}

async function sourceOf({ unit, artifacts }: UnitContext) {
  return {
    videoPath: await artifacts.fetch(inputOf(unit, 'source')),
    info: await readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo),
  };
}

async function paint(context: UnitContext, picture: Picture): Promise<Picture> {
  const { unit, directory, artifacts, signal, onProgress } = context;
  const scriptPath = join(directory, 'burn-in.ass');
  await copyFile(await artifacts.fetch(inputOf(unit, 'burn-in')), scriptPath);
  const path = join(directory, 'painted.mkv');
  await burnSubtitles({
    ...{ videoPath: picture.path, info: picture.info, scriptPath, outputPath: path, signal },
    onProgress: (fraction) => onProgress(fraction * PAINTING),
  });
  return { path, info: await probeMedia({ path, signal }) };
}
