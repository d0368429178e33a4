import { findLanguage } from '../../languages/find-language.js';
import { subtitleLanguageCode } from '../../languages/subtitle-language-code.js';

/** One subtitle file to be carried inside a video. */
export interface SoftTrack {
  readonly path: string;
  readonly language: string;
  readonly title?: string | undefined;
  readonly isForced?: boolean | undefined;
  readonly isHearingImpaired?: boolean | undefined;
  readonly isDefault?: boolean | undefined;
}

/** Everything {@link softTrackArguments} needs. */
export interface SoftTrackArgumentsParams {
  readonly container: 'mp4' | 'mkv';
  readonly tracks: readonly SoftTrack[];
  /** How many `-i` inputs stand before these on the command line. */
  readonly firstInput: number;
}

/** The pieces of an ffmpeg command line, each to be put where its name says. */
export interface SoftTrackArguments {
  readonly inputs: readonly string[];
  readonly maps: readonly string[];
  readonly output: readonly string[];
}

const dispositionOf = (track: SoftTrack): string => {
  const flags = [
    track.isDefault === true ? 'default' : '',
    track.isForced === true ? 'forced' : '',
    track.isHearingImpaired === true ? 'hearing_impaired' : '',
  ].filter((flag) => flag !== '');
  return flags.length === 0 ? '0' : flags.join('+');
};

const codecFor = (container: 'mp4' | 'mkv', path: string): string => {
  if (container === 'mp4') return 'mov_text';
  return /\.(?:ass|ssa)$/i.test(path) ? 'ass' : 'srt';
};

const titleOf = (track: SoftTrack): string => {
  const entry = findLanguage(track.language);
  const suffix = track.isForced === true ? ' (forced)' : track.isHearingImpaired === true ? ' (SDH)' : '';
  return track.title ?? `${entry?.autonym ?? entry?.name ?? track.language}${suffix}`;
};

/**
 * The ffmpeg arguments that carry subtitle files as soft tracks: `mov_text` in MP4, SubRip or ASS in Matroska, each
 * with its ISO 639-2 code, a title in its own language, and the default, forced and hearing-impaired flags.
 */
export function softTrackArguments({ container, tracks, firstInput }: SoftTrackArgumentsParams): SoftTrackArguments {
  return {
    inputs: tracks.flatMap((track) => ['-i', track.path]),
    maps: tracks.flatMap((_, index) => ['-map', `${firstInput + index}:0`]),
    output: tracks.flatMap((track, index) => [
      `-c:s:${index}`,
      codecFor(container, track.path),
      `-metadata:s:s:${index}`,
      `language=${subtitleLanguageCode(track.language)}`,
      `-metadata:s:s:${index}`,
      `title=${titleOf(track)}`,
      // MP4 players show the handler's name where Matroska players show the title.
      ...(container === 'mp4' ? [`-metadata:s:s:${index}`, `handler_name=${titleOf(track)}`] : []),
      `-disposition:s:${index}`,
      dispositionOf(track),
    ]),
  };
}
