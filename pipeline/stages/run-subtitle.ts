import { z } from 'zod';
import type { ArtifactRef } from '../contracts/artifact-ref.js';
import { FitPlan } from '../contracts/fit-plan.js';
import { JobRequest } from '../contracts/job-request.js';
import { MediaInfo } from '../contracts/media-info.js';
import { ShotList } from '../contracts/shot-list.js';
import { Speech } from '../contracts/spoken-segment.js';
import { Transcript } from '../contracts/transcript.js';
import { Translation } from '../contracts/translation.js';
import type { Unit } from '../contracts/unit.js';
import { readArtifact } from '../jobs/read-artifact.js';
import { requireInput } from '../jobs/require-input.js';
import { writeArtifact } from '../jobs/write-artifact.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { CueSegment } from '../subtitles/cueing/cue-segment.js';
import { cueTranscript } from '../subtitles/cueing/cue-transcript.js';
import { burnInScript } from '../subtitles/delivery/burn-in-script.js';
import { mergeBilingual } from '../subtitles/delivery/merge-bilingual.js';
import type { SubtitleFormat } from '../subtitles/model/subtitle-document.js';
import { profileNames, resolveProfile } from '../subtitles/profiles/resolve-profile.js';
import { cueSegmentsOfTranscript } from '../subtitles/segments/cue-segments-of-transcript.js';
import { cueSegmentsOfTranslation } from '../subtitles/segments/cue-segments-of-translation.js';
import { writeSubtitles } from '../subtitles/write-subtitles.js';

const Params = JobRequest.shape.subtitles.unwrap().extend({ language: z.string(), profile: z.enum(profileNames) });
type Params = z.infer<typeof Params>;

const mediaTypes: Readonly<Record<SubtitleFormat, string>> = {
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
  ass: 'text/x-ssa',
  ttml: 'application/ttml+xml',
  json: 'application/json',
  csv: 'text/csv',
  txt: 'text/plain',
};

/**
 * `subtitle`: the target's subtitles, timed to the dub. Inputs transcript, translation, speech-manifest, fit, media and
 * shots; outputs one file per format (SRT always: it travels inside the video), subtitle-report (the check of every
 * cue) and, when they are to be painted in, burn-in (the script that does it).
 */
export async function runSubtitle(
  unit: Unit,
  artifacts: ArtifactStore,
): Promise<Readonly<Record<string, ArtifactRef>>> {
  const params = Params.parse(unit.params);
  const made = await readInputs(unit, artifacts);
  const { transcript, translation, speech, fit, media } = made;
  const { language } = params;
  const frameRate = media.video?.frameRate;
  const segments = cueSegmentsOfTranslation({ transcript, translation, speech, fitPlan: fit });
  const { cues: primary, report } = cue(segments, language, params, made);
  const cues = params.bilingual
    ? mergeBilingual({
        primary,
        secondary: cue(cueSegmentsOfTranscript(transcript), transcript.language, params, made).cues,
      })
    : primary;
  const put = (text: string, mediaType: string) => artifacts.put(new TextEncoder().encode(text), mediaType);
  const outputs: Record<string, ArtifactRef> = { 'subtitle-report': await writeArtifact(artifacts, report) };
  for (const format of new Set<SubtitleFormat>(['srt', ...params.formats])) {
    outputs[format] = await put(writeSubtitles(cues, format, { language, frameRate }), mediaTypes[format]);
  }
  if (params.burnIn && media.video !== undefined) {
    const { width: widthPx, height: heightPx } = displaySize(media.video);
    outputs['burn-in'] = await put(burnInScript({ cues, language, widthPx, heightPx }), mediaTypes.ass);
  }
  return outputs;
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
  return { transcript, translation, speech, fit, media, shots };
}

function cue(
  segments: readonly CueSegment[],
  language: string,
  { profile }: Params,
  { media, shots }: Awaited<ReturnType<typeof readInputs>>,
) {
  return cueTranscript({
    segments,
    language,
    profile: resolveProfile({ name: profile, language }),
    shotsMs: shots.cutsMs,
    frameRate: media.video?.frameRate,
    videoDurationMs: media.durationMs,
  });
}

/** Size of the picture as it is seen: a quarter turn swaps width and height. */
function displaySize({ width, height, rotationDegrees }: NonNullable<MediaInfo['video']>) {
  return Math.abs(rotationDegrees) % 180 === 90 ? { width: height, height: width } : { width, height };
}
