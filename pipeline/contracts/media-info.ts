import { z } from 'zod';

/** One video stream as probed. Times in ms; rates as exact fractions because 29.97 is not a number. */
export const VideoStreamInfo = z.strictObject({
  index: z.number().int(),
  codec: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  frameRate: z.strictObject({ numerator: z.number().int(), denominator: z.number().int() }),
  pixelFormat: z.string().optional(),
  rotationDegrees: z.number(),
  startMs: z.number(),
  durationMs: z.number(),
});

/** One audio stream as probed. */
export const AudioStreamInfo = z.strictObject({
  index: z.number().int(),
  codec: z.string(),
  sampleRateHz: z.number().int(),
  channels: z.number().int(),
  startMs: z.number(),
  durationMs: z.number(),
  language: z.string().optional(),
});

/** What `probe` found in the source. `video` is undefined for audio-only sources. */
export const MediaInfo = z.strictObject({
  container: z.string(),
  durationMs: z.number(),
  video: VideoStreamInfo.optional(),
  audio: z.array(AudioStreamInfo),
});
export type MediaInfo = z.infer<typeof MediaInfo>;
