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
import { cueTranscript } from '../subtitles/cueing/cue-transcript.js';
import type { Cue } from '../subtitles/model/cue.js';
import type { SubtitleFormat } from '../subtitles/model/subtitle-document.js';
import { profileNames, resolveProfile } from '../subtitles/profiles/resolve-profile.js';
import { writeSubtitles } from '../subtitles/write-subtitles.js';
import { dubbedCueSegments } from './dubbed-cue-segments.js';

const Params = JobRequest.shape.subtitles.unwrap().extend({ language: z.string(), profile: z.enum(profileNames) });

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
 * shots; outputs one file per format (SRT always: it travels inside the video) and subtitle-report, the check of every cue.
 */
export async function runSubtitle(
  unit: Unit,
  artifacts: ArtifactStore,
): Promise<Readonly<Record<string, ArtifactRef>>> {
  const { language, profile, formats } = Params.parse(unit.params);
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
  const frameRate = media.video?.frameRate;
  const { cues, report } = cueTranscript({
    segments: dubbedCueSegments({ transcript, translation, speech, fit }),
    language,
    profile: resolveProfile({ name: profile, language }),
    shotsMs: shots.cutsMs,
    frameRate,
    videoDurationMs: media.durationMs,
  });
  const outputs: Record<string, ArtifactRef> = { 'subtitle-report': await writeArtifact(artifacts, report) };
  for (const format of new Set<SubtitleFormat>(['srt', ...formats])) {
    outputs[format] = await store(artifacts, cues, { format, language, frameRate });
  }
  return outputs;
}

interface Written {
  readonly format: SubtitleFormat;
  readonly language: string;
  readonly frameRate: Parameters<typeof writeSubtitles>[2]['frameRate'];
}

function store(artifacts: ArtifactStore, cues: readonly Cue[], { format, language, frameRate }: Written) {
  const text = writeSubtitles(cues, format, { language, frameRate });
  return artifacts.put(new TextEncoder().encode(text), mediaTypes[format]);
}
