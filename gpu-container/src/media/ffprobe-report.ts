import { z } from 'zod';

/** ffprobe writes numbers as text, and "N/A" or nothing where it does not know. */
const seconds = z
  .string()
  .optional()
  .transform((text) => (text === undefined || !Number.isFinite(Number(text)) ? undefined : Number(text)));

const FfprobeStream = z.object({
  index: z.number().int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  pix_fmt: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  sample_rate: z.string().optional(),
  channels: z.number().int().optional(),
  start_time: seconds,
  duration: seconds,
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  tags: z.object({ language: z.string().optional() }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
export type FfprobeStream = z.infer<typeof FfprobeStream>;

/** What ffprobe reports of a file, as far as we read it; other fields are dropped, they vary by version. */
export const FfprobeReport = z.object({
  streams: z.array(FfprobeStream).default([]),
  format: z.object({ format_name: z.string(), start_time: seconds, duration: seconds }),
});
export type FfprobeReport = z.infer<typeof FfprobeReport>;
