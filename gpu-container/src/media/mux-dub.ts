import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { syntheticSource } from '../../../pipeline/contracts/receipt-voice.js';
import { subtitleLanguageCode } from '../../../pipeline/languages/subtitle-language-code.js';
import { type SoftTrack, softTrackArguments } from '../../../pipeline/subtitles/delivery/soft-track-arguments.js';
import { chooseOutputContainer, type OutputContainer } from './choose-output-container.js';
import { enableSubtitleTracks } from './enable-subtitle-tracks.js';
import { inspectSource } from './inspect-source.js';
import { limitVideoEdit } from './limit-video-edit.js';
import { requireVideo } from './require-video.js';
import { type FfmpegInput, runFfmpeg } from './run-ffmpeg.js';

export interface MuxDubParams {
  readonly videoPath: string;
  /** What `probeMedia` found in that video. */
  readonly info: MediaInfo;
  /** A file whose picture takes the place of the video's own, and what `probeMedia` found in it; its clock may differ. */
  readonly picture?: { readonly path: string; readonly info: MediaInfo };
  /** The mixed dub on the job's timeline, FLAC or WAV. */
  readonly audioPath: string;
  /** BCP-47, of the dub. */
  readonly language: string;
  /** BCP-47, of the original track; its own tag is kept where this is absent. */
  readonly sourceLanguage?: string;
  /** Says in the file that people are heard who did not say these words. */
  readonly hasClonedVoice?: boolean;
  /** Files of ours in UTF-8: SubRip, or ASS where the name ends so. Times count from the first picture. */
  readonly subtitles?: readonly SoftTrack[];
  readonly outputPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** For people, and as IPTC names it for programs. */
const SYNTHETIC_SPEECH = `Speech of this dub is synthetic: it imitates voices of people, by their consent. ${syntheticSource}`;
const MP4_AUDIO_CODECS = ['aac', 'mp3', 'ac3', 'eac3'];
const AAC = ['aac', '-b', '192k', '-ar', '48000', '-ac', '2'];

/**
 * Puts a dub beside the untouched picture: the video stream is copied, the dub (AAC 192 kb/s, 48 kHz) is the default
 * track, the original sound stays as the second one, subtitles become soft tracks, rotation and metadata stay. The result
 * lasts as long as the source and its bytes depend on the inputs alone. MP4 where it can hold the picture, else Matroska: the returned
 * container says which; name the file after it with `chooseOutputContainer`.
 * Fails with `no-video`, `source-damaged`, `cancelled`, `time-limit`.
 */
export async function muxDub(params: MuxDubParams): Promise<OutputContainer> {
  const video = requireVideo(params.info);
  const container = chooseOutputContainer(shownVideo(params).codec);
  const shift = `${video.startMs / 1000}`;
  const source = await inspectSource(params.videoPath);
  const dub: FfmpegInput = { input: await inspectSource(params.audioPath), options: ['-itsoffset', shift] };
  const subtitles = (params.subtitles ?? []).map(
    ({ path }): FfmpegInput => ({ input: { path, demuxer: demuxerOf(path) }, options: ['-itsoffset', shift] }),
  );
  await runFfmpeg({
    inputs: [{ input: source, options: ['-copyts'] }, dub, ...subtitles, ...(await pictureInput(params))],
    args: [
      ...streamArgs(params, container),
      ...subtitleArgs(params.subtitles ?? [], container),
      ...metadataArgs(params),
      ...['-output_ts_offset', `${-video.startMs / 1000}`],
      ...(container.format === 'mp4' ? ['-movflags', '+faststart'] : []),
    ],
    format: container.format,
    outputPath: params.outputPath,
    durationMs: params.info.durationMs,
    signal: params.signal,
    ...(params.onProgress === undefined ? {} : { onProgress: params.onProgress }),
  });
  if (container.format === 'mp4') {
    await limitVideoEdit(params.outputPath, params.info.durationMs);
    await enableSubtitleTracks(
      params.outputPath,
      (params.subtitles ?? []).map(({ isDefault }) => isDefault === true),
    );
  }
  return container;
}

/** The picture people will see. */
const shownVideo = ({ picture, info }: MuxDubParams): NonNullable<MediaInfo['video']> =>
  requireVideo(picture?.info ?? info);

/** The last input, moved onto the source's clock. */
async function pictureInput({ picture, info }: MuxDubParams): Promise<readonly FfmpegInput[]> {
  if (picture === undefined) return [];
  const shiftMs = requireVideo(info).startMs - requireVideo(picture.info).startMs;
  return [{ input: await inspectSource(picture.path), options: ['-itsoffset', `${shiftMs / 1000}`] }];
}

/** ffmpeg's name of the stream with the picture: source, dub and subtitles come before a picture of its own. */
function pictureStream(params: MuxDubParams): string {
  const input = params.picture === undefined ? 0 : 2 + (params.subtitles?.length ?? 0);
  return `${input}:${shownVideo(params).index}`;
}

function streamArgs(params: MuxDubParams, container: OutputContainer): readonly string[] {
  const { info } = params;
  const video = requireVideo(info);
  const { codec } = shownVideo(params);
  const seconds = info.durationMs / 1000;
  const end = video.startMs / 1000 + seconds;
  const [original] = info.audio;
  const canCopy =
    original !== undefined && (container.format === 'matroska' || MP4_AUDIO_CODECS.includes(original.codec));
  return [
    ...['-map', pictureStream(params), '-c:v', 'copy', ...(codec === 'hevc' ? ['-tag:v', 'hvc1'] : [])],
    ...['-map', '1:a:0', ...encodeArgs(0), '-filter:a:0', `apad,atrim=end=${end}`],
    ...(original === undefined ? [] : ['-map', `0:${original.index}`]),
    ...(original === undefined ? [] : canCopy ? ['-c:a:1', 'copy'] : encodeArgs(1)),
    ...['-dn', '-disposition:a:0', 'default', ...(original === undefined ? [] : ['-disposition:a:1', '0'])],
  ];
}

/** AAC for the audio output stream of that number. */
const encodeArgs = (stream: number): readonly string[] =>
  AAC.flatMap((part, index) =>
    index === 0 ? [`-c:a:${stream}`, part] : part.startsWith('-') ? [`${part}:a:${stream}`] : [part],
  );

const demuxerOf = (path: string): 'ass' | 'srt' => (/\.(?:ass|ssa)$/i.test(path) ? 'ass' : 'srt');

/** The soft tracks, which are the third input and those after it. */
function subtitleArgs(tracks: readonly SoftTrack[], container: OutputContainer): readonly string[] {
  const { maps, output } = softTrackArguments({ container: container.extension, tracks, firstInput: 2 });
  return [...maps, ...output];
}

/** Keeps what the source says of itself, but neither times of writing nor names of writing programs. */
function metadataArgs(params: MuxDubParams): readonly string[] {
  const [original] = params.info.audio;
  const originalLanguage =
    params.sourceLanguage === undefined ? (original?.language ?? 'und') : subtitleLanguageCode(params.sourceLanguage);
  const dropped = ['creation_time=', 'encoder='];
  return [
    ...['-map_metadata', '0', '-map_chapters', '0'],
    ...(params.picture === undefined ? [] : ['-map_metadata:s:v', `0:s:${requireVideo(params.info).index}`]),
    ...dropped.flatMap((tag) => ['-metadata', tag, '-metadata:s:v', tag, '-metadata:s:a', tag, '-metadata:s:s', tag]),
    ...[
      '-metadata:s:a:0',
      `language=${subtitleLanguageCode(params.language)}`,
      '-metadata:s:a:0',
      `title=Dub (${params.language}${params.hasClonedVoice ? ', synthetic voices' : ''})`,
    ],
    ...(params.hasClonedVoice ? ['-metadata', `comment=${SYNTHETIC_SPEECH}`] : []),
    ...(original === undefined
      ? []
      : ['-metadata:s:a:1', `language=${originalLanguage}`, '-metadata:s:a:1', 'title=Original']),
  ];
}
