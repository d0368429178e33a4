import type { FitPlan } from '../contracts/fit-plan.js';
import type { MediaInfo } from '../contracts/media-info.js';
import type { ShotList } from '../contracts/shot-list.js';
import type { Speech } from '../contracts/spoken-segment.js';
import type { SubtitleRequest } from '../contracts/subtitle-request.js';
import type { Transcript } from '../contracts/transcript.js';
import type { Translation } from '../contracts/translation.js';
import type { CueSegment } from '../subtitles/cueing/cue-segment.js';
import { type CuedTranscript, cueTranscript } from '../subtitles/cueing/cue-transcript.js';
import { mergeBilingual } from '../subtitles/delivery/merge-bilingual.js';
import type { Cue } from '../subtitles/model/cue.js';
import { type ProfileName, resolveProfile } from '../subtitles/profiles/resolve-profile.js';
import { cueSegmentsOfTranscript } from '../subtitles/segments/cue-segments-of-transcript.js';
import { cueSegmentsOfTranslation } from '../subtitles/segments/cue-segments-of-translation.js';
import { chooseProfileName } from './choose-profile-name.js';
import { nameSpeakers } from './name-speakers.js';
import { originalByCue } from './original-by-cue.js';

/** What was asked for, and everything the programme's stages know of its times. */
export interface CueSubtitleTracksParams {
  readonly request: SubtitleRequest;
  /** BCP-47, of the target. */
  readonly language: string;
  readonly transcript: Transcript;
  readonly translation: Translation;
  readonly speech: Speech;
  readonly fit: FitPlan;
  readonly media: MediaInfo;
  readonly shots: ShotList;
}

/** The sets of cues of one target. */
export interface SubtitleTracks {
  /** In the target language, timed to the dub; the report is about these. */
  readonly target: CuedTranscript;
  /** The same as people see them: with the original text in each cue where that was asked for. */
  readonly shown: readonly Cue[];
  /** The set for the deaf and hard of hearing. */
  readonly sdh?: CuedTranscript;
  /** In the spoken language, timed to the original sound; absent where that is the target language. */
  readonly original?: readonly Cue[];
}

/** Cues every track of a target that was asked for, and the original's, which travels inside the video. */
export function cueSubtitleTracks(params: CueSubtitleTracksParams): SubtitleTracks {
  const { request, language, transcript } = params;
  const name = chooseProfileName(request);
  const target = cueTrack(params, { name, language, segments: translated(params, transcript) });
  const isForeign = transcript.language !== language;
  return {
    target,
    shown: request.bilingual ? bilingual(params, name, target.cues) : target.cues,
    ...(request.sdh === true && { sdh: sdhTrack(params) }),
    ...(isForeign && { original: originalTrack(params, name, transcript).cues }),
  };
}

const originalTrack = (params: CueSubtitleTracksParams, name: ProfileName, transcript: Transcript): CuedTranscript =>
  cueTrack(params, { name, language: transcript.language, segments: cueSegmentsOfTranscript(transcript) });

/** The target's cues, each with what was said at its time; segments without a translation stay cues of their own. */
function bilingual(params: CueSubtitleTracksParams, name: ProfileName, primary: readonly Cue[]): readonly Cue[] {
  const { transcript, translation, fit } = params;
  const shown = new Set(translation.segments.flatMap(({ id, text }) => (text.trim() === '' ? [] : [id])));
  const part = (isShown: boolean): Transcript => ({
    ...transcript,
    segments: transcript.segments.filter(({ id }) => isShown === (primary.length > 0 && shown.has(id))),
  });
  const secondary = originalByCue({ cues: primary, transcript: part(true), fit });
  return mergeBilingual({ primary, secondary: [...secondary, ...originalTrack(params, name, part(false)).cues] });
}

const translated = (params: CueSubtitleTracksParams, transcript: Transcript): CueSegment[] =>
  cueSegmentsOfTranslation({ ...params, transcript, fitPlan: params.fit });

function sdhTrack(params: CueSubtitleTracksParams): CuedTranscript {
  const { request, language, transcript } = params;
  const segments = translated(params, nameSpeakers(transcript, language));
  return cueTrack(params, { name: chooseProfileName({ ...request, isSdh: true }), language, segments });
}

interface Track {
  readonly name: ProfileName;
  readonly language: string;
  readonly segments: readonly CueSegment[];
}

function cueTrack({ media, shots }: CueSubtitleTracksParams, { name, language, segments }: Track): CuedTranscript {
  return cueTranscript({
    segments,
    language,
    profile: resolveProfile({ name, language }),
    shotsMs: shots.cutsMs,
    frameRate: media.video?.frameRate,
    videoDurationMs: media.durationMs,
  });
}
