/** A container for the finished dub. */
export interface OutputContainer {
  readonly extension: 'mp4' | 'mkv';
  readonly mediaType: string;
  /** ffmpeg's name of the muxer. */
  readonly format: 'mp4' | 'matroska';
}

/** Video codecs that MP4 holds and players expect in it. */
const MP4_VIDEO_CODECS = ['h264', 'hevc', 'av1', 'vp9', 'mpeg4'];

const MP4: OutputContainer = { extension: 'mp4', mediaType: 'video/mp4', format: 'mp4' };
const MKV: OutputContainer = { extension: 'mkv', mediaType: 'video/x-matroska', format: 'matroska' };

/** MP4 wherever it can carry the picture untouched, since it plays everywhere; else Matroska, which carries all. */
export function chooseOutputContainer(videoCodec: string): OutputContainer {
  return MP4_VIDEO_CODECS.includes(videoCodec) ? MP4 : MKV;
}
