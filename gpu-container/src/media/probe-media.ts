import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { FfprobeReport, type FfprobeStream } from './ffprobe-report.js';
import { inspectSource, type SafeInput } from './inspect-source.js';
import { measureStreams, type StreamSpan } from './measure-streams.js';
import { DEFAULT_MEDIA_LIMITS, type MediaLimits } from './media-limits.js';
import { runFfprobe } from './run-ffprobe.js';
import { timelineZeroMs } from './timeline-zero.js';

export interface ProbeMediaParams {
  readonly path: string;
  readonly limits?: MediaLimits;
  readonly signal?: AbortSignal;
}

const PROBE_TIME_LIMIT_MS = 60_000;
const SHOW = [
  'format=format_name,duration,start_time',
  'stream=index,codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,pix_fmt,sample_rate,channels,start_time,duration',
  'stream_disposition=attached_pic',
  'stream_tags=language',
  'stream_side_data=rotation',
].join(':');
/** Containers whose own statement of length is a guess from the bit rate. */
const GUESSES_LENGTH = ['mp3', 'aac', 'ac3', 'mpegvideo', 'amr'];

type VideoStream = NonNullable<MediaInfo['video']>;
type AudioStream = MediaInfo['audio'][number];

/** Seconds to ms with µs kept: enough for any frame rate, no binary noise in JSON. */
const toMs = (seconds: number): number => Math.round(seconds * 1e6) / 1000;

/**
 * Finds out what a source is, without trusting its name or its contents. `durationMs` counts from the first picture
 * (from the first sound where there is no picture): that moment is 0 on the job's timeline.
 * Fails with the codes of `inspectSource`, `source-not-media` (no streams we can use) and `time-limit`.
 */
export async function probeMedia(params: ProbeMediaParams): Promise<MediaInfo> {
  const limits = params.limits ?? DEFAULT_MEDIA_LIMITS;
  const input = await inspectSource(params.path, limits);
  const report = await readReport(input, params.signal);
  if (report.streams.length > limits.maxStreams) {
    throw new PipelineError(
      'source-too-large',
      `The file has ${report.streams.length} streams, more than ${limits.maxStreams}.`,
    );
  }
  const isLengthKnown = report.format.duration !== undefined && !GUESSES_LENGTH.includes(input.demuxer);
  const spans = isLengthKnown ? new Map<number, StreamSpan>() : await measureStreams(input, params.signal);
  const info = describe(report, spans);
  checkLimits(info, limits);
  return info;
}

async function readReport(input: SafeInput, signal: AbortSignal | undefined): Promise<FfprobeReport> {
  const { stdout } = await runFfprobe({
    input,
    args: ['-show_entries', SHOW, '-of', 'json'],
    timeLimitMs: PROBE_TIME_LIMIT_MS,
    ...(signal === undefined ? {} : { signal }),
  });
  return FfprobeReport.parse(JSON.parse(stdout.toString('utf8')));
}

function describe(report: FfprobeReport, spans: ReadonlyMap<number, StreamSpan>): MediaInfo {
  const formatStart = report.format.start_time ?? 0;
  const formatEnd = report.format.duration === undefined ? undefined : formatStart + report.format.duration;
  const spanOf = (stream: FfprobeStream): StreamSpan => {
    const measured = spans.get(stream.index);
    if (measured !== undefined) return measured;
    const start = stream.start_time ?? formatStart;
    return {
      start,
      end: stream.duration === undefined ? Math.max(start, formatEnd ?? start) : start + stream.duration,
    };
  };
  const videoStream = report.streams.find(isPicture);
  const video = videoStream && describeVideo(videoStream, spanOf(videoStream));
  const audio = report.streams.filter(isSound).map((stream) => describeAudio(stream, spanOf(stream)));
  const used = [...(video === undefined ? [] : [video]), ...audio];
  if (used.length === 0) throw new PipelineError('source-not-media', 'The file holds neither picture nor sound.');
  const endMs = Math.max(...used.map((stream) => stream.startMs + stream.durationMs));
  const container = report.format.format_name;
  const info = { container, durationMs: 0, audio, ...(video === undefined ? {} : { video }) };
  return { ...info, durationMs: Math.round((endMs - timelineZeroMs(info)) * 1000) / 1000 };
}

/** A cover image is a "video" stream of one frame; it is not a picture to dub. */
const isPicture = (stream: FfprobeStream): boolean =>
  stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1 && (stream.width ?? 0) > 0;
const isSound = (stream: FfprobeStream): boolean =>
  stream.codec_type === 'audio' && (stream.channels ?? 0) > 0 && Number(stream.sample_rate) > 0;

function describeVideo(stream: FfprobeStream, span: StreamSpan): VideoStream {
  const counterClockwise = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    frameRate: parseFraction(stream.avg_frame_rate) ??
      parseFraction(stream.r_frame_rate) ?? { numerator: 0, denominator: 1 },
    ...(stream.pix_fmt === undefined ? {} : { pixelFormat: stream.pix_fmt }),
    rotationDegrees: (((-counterClockwise % 360) + 360) % 360) + 0,
    startMs: toMs(span.start),
    durationMs: toMs(span.end - span.start),
  };
}

function describeAudio(stream: FfprobeStream, span: StreamSpan): AudioStream {
  const language = stream.tags?.language;
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    sampleRateHz: Number(stream.sample_rate),
    channels: stream.channels ?? 0,
    startMs: toMs(span.start),
    durationMs: toMs(span.end - span.start),
    ...(language === undefined || language === 'und' ? {} : { language }),
  };
}

function parseFraction(text: string | undefined): { numerator: number; denominator: number } | undefined {
  const [numerator = 0, denominator = 0] = (text ?? '').split('/').map(Number);
  return numerator > 0 && denominator > 0 ? { numerator, denominator } : undefined;
}

function checkLimits(info: MediaInfo, limits: MediaLimits): void {
  if (info.durationMs > limits.maxDurationMs) {
    const message = `The source lasts ${Math.round(info.durationMs / 1000)} s; the limit is ${limits.maxDurationMs / 1000} s.`;
    throw new PipelineError('source-too-large', message);
  }
  const pixels = (info.video?.width ?? 0) * (info.video?.height ?? 0);
  if (pixels > limits.maxPixels) {
    throw new PipelineError('source-too-large', `The picture has ${pixels} pixels; the limit is ${limits.maxPixels}.`);
  }
}
