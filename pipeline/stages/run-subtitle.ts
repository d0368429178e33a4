import { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact-ref.js';
import { FitPlan } from '../contracts/fit-plan.js';
import { MediaInfo } from '../contracts/media-info.js';
import { ShotList } from '../contracts/shot-list.js';
import { Speech } from '../contracts/spoken-segment.js';
import { SubtitleRequest } from '../contracts/subtitle-request.js';
import { Transcript } from '../contracts/transcript.js';
import { Translation } from '../contracts/translation.js';
import type { Unit } from '../contracts/unit.js';
import { readArtifact } from '../jobs/read-artifact.js';
import { requireInput } from '../jobs/require-input.js';
import { writeArtifact } from '../jobs/write-artifact.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { playedSpeech } from '../speech/played-speech.js';
import { playedTranslation } from '../speech/played-translation.js';
import { burnInScript } from '../subtitles/delivery/burn-in-script.js';
import type { Cue } from '../subtitles/model/cue.js';
import type { SubtitleFormat } from '../subtitles/model/subtitle-document.js';
import { writeSubtitles } from '../subtitles/write-subtitles.js';
import { cueSubtitleTracks } from './cue-subtitle-tracks.js';

const Params = SubtitleRequest.extend({ language: z.string() });

const mediaTypes: Readonly<Record<SubtitleFormat, string>> = {
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
  ass: 'text/x-ssa',
  ttml: 'application/ttml+xml',
  json: 'application/json',
  csv: 'text/csv',
  txt: 'text/plain',
};

type Outputs = Readonly<Record<string, ArtifactRef>>;

/**
 * `subtitle`: the target's subtitles, timed to the dub. Inputs transcript, translation, speech-manifest, fit, media and
 * shots. Outputs one file per format (SRT always: it travels inside the video) and subtitle-report (the check of every
 * cue); source-srt, in the spoken language; `sdh-` files and sdh-report, where asked for; burn-in, the script that
 * paints them, where asked for.
 */
export async function runSubtitle(unit: Unit, artifacts: ArtifactStore): Promise<Outputs> {
  const { language, ...request } = Params.parse(unit.params);
  const made = await readInputs(unit, artifacts);
  const { transcript, media } = made;
  const { target, shown, sdh, original } = cueSubtitleTracks({ ...made, request, language });
  const frameRate = media.video?.frameRate;
  const write = async ({ cues, format, ...track }: WriteTrackParams): Promise<ArtifactRef> => {
    const text = writeSubtitles(cues, format, { language: track.language, frameRate });
    return artifacts.put(new TextEncoder().encode(text), mediaTypes[format]);
  };
  const outputs: Record<string, ArtifactRef> = { 'subtitle-report': await writeArtifact(artifacts, target.report) };
  if (sdh !== undefined) outputs['sdh-report'] = await writeArtifact(artifacts, sdh.report);
  for (const format of new Set<SubtitleFormat>(['srt', ...request.formats])) {
    outputs[format] = await write({ cues: shown, format, language });
    if (sdh !== undefined) outputs[`sdh-${format}`] = await write({ cues: sdh.cues, format, language });
  }
  if (original !== undefined) {
    outputs['source-srt'] = await write({ cues: original, format: 'srt', language: transcript.language });
  }
  if (request.burnIn && media.video !== undefined) {
    const script = burnInScript({ cues: shown, language, ...displaySize(media.video) });
    outputs['burn-in'] = await artifacts.put(new TextEncoder().encode(script), mediaTypes.ass);
  }
  return outputs;
}

interface WriteTrackParams {
  readonly cues: readonly Cue[];
  readonly format: SubtitleFormat;
  readonly language: string;
}

async function readInputs(unit: Unit, artifacts: ArtifactStore) {
  const read = <T extends z.ZodType>(name: string, schema: T) =>
    readArtifact(artifacts, requireInput(unit, name), schema);
  const [transcript, translation, speech, fit, media, shots] = await Promise.all([
    read('transcript', Transcript),
    read('translation', Translation),
    read('speech-manifest', Speech),
    read('fit', FitPlan),
    read('media', MediaInfo),
    read('shots', ShotList),
  ]);
  return {
    ...{ transcript, fit, media, shots },
    translation: playedTranslation(translation, fit),
    speech: playedSpeech(speech, fit),
  };
}

/** Size of the picture as it is seen: a quarter turn swaps width and height. */
function displaySize({ width, height, rotationDegrees }: NonNullable<MediaInfo['video']>) {
  return Math.abs(rotationDegrees) % 180 === 90
    ? { widthPx: height, heightPx: width }
    : { widthPx: width, heightPx: height };
}
