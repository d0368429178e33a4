import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { findLanguage } from '../../../pipeline/languages/find-language.js';
import type { SoftTrack } from '../../../pipeline/subtitles/delivery/soft-track-arguments.js';
import { chooseOutputContainer } from '../media/choose-output-container.js';
import { inputOf } from './input-of.js';
import type { UnitContext } from './unit-context.js';

/** What a dub's subtitles are. */
export interface FetchSoftTracksParams {
  /** BCP-47. */
  readonly language: string;
  readonly sourceLanguage: string;
  /** Each cue of the target's track holds the original text too. */
  readonly bilingual: boolean;
  /** The target's subtitles are in the picture already. */
  readonly isPainted: boolean;
  /** What `probeMedia` found in the video. */
  readonly info: MediaInfo;
}

/**
 * The subtitle files that travel inside a dub, in the order players list them: the target's (as ASS where it was made and
 * the container holds it), those for the deaf and hard of hearing, those in the spoken language. None is on by itself:
 * who watches a dub hears it. Fails as fetching does.
 */
export async function fetchSoftTracks(params: FetchSoftTracksParams, context: UnitContext): Promise<SoftTrack[]> {
  const { language, sourceLanguage, bilingual, isPainted } = params;
  const { unit, artifacts } = context;
  const { 'sdh-srt': sdh, 'source-srt': source } = unit.inputs;
  const title = bilingual ? { title: [language, sourceLanguage].map(ownName).join(' + ') } : {};
  return [
    ...(isPainted ? [] : [{ path: await fetchTarget(params, context), language, ...title }]),
    ...(sdh ? [{ path: await artifacts.fetch(sdh), language, isHearingImpaired: true }] : []),
    ...(source ? [{ path: await artifacts.fetch(source), language: sourceLanguage }] : []),
  ];
}

async function fetchTarget({ info }: FetchSoftTracksParams, context: UnitContext): Promise<string> {
  const { unit, directory, artifacts } = context;
  const { ass } = unit.inputs;
  const { format } = chooseOutputContainer(info.video?.codec ?? '');
  if (ass === undefined || format === 'mp4') return artifacts.fetch(inputOf(unit, 'srt'));
  // artifacts are named by their digest; what a file is, is told by its ending
  const path = join(directory, 'subtitles.ass');
  await copyFile(await artifacts.fetch(ass), path);
  return path;
}

function ownName(language: string): string {
  const entry = findLanguage(language);
  return entry?.autonym ?? entry?.name ?? language;
}
