import { z } from 'zod';
import type { SafeInput } from '../media/inspect-source.js';
import { runFfprobe } from '../media/run-ffprobe.js';

const known = z
  .string()
  .optional()
  .transform((text) =>
    text === undefined || ['unknown', 'unspecified', 'reserved'].includes(text) ? undefined : text,
  );

const Traits = z.object({
  codec_name: z.string(),
  profile: known,
  level: z.number().optional(),
  has_b_frames: z.number().int().nonnegative().default(0),
  sample_aspect_ratio: z.string().optional(),
  color_range: known,
  color_space: known,
  color_transfer: known,
  color_primaries: known,
  chroma_location: known,
  field_order: known,
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
});

const SideData = z.object({ side_data_type: z.string().default('') }).catchall(z.union([z.string(), z.number()]));
const Report = z.object({
  streams: z.array(Traits).length(1),
  frames: z.array(z.object({ side_data_list: z.array(z.unknown()).default([]) })).default([]),
});

/** How a stream says that it is to be seen, as far as an encoder can say it again. */
export interface StreamTraits {
  readonly profile?: string;
  readonly level?: number;
  /** Pictures that are decoded ahead of being shown. */
  readonly reorderFrames: number;
  /** Width by height of a sample, as `numerator:denominator`. */
  readonly sampleAspectRatio?: string;
  readonly colorRange?: string;
  readonly colorSpace?: string;
  readonly colorTransfer?: string;
  readonly colorPrimaries?: string;
  readonly chromaLocation?: string;
  readonly isInterlaced: boolean;
  readonly frameRate: string;
  /** Of the screen a picture with high dynamic range was graded on, by ffprobe's names of the values. */
  readonly masteringDisplay?: Readonly<Record<string, string | number>>;
  readonly contentLight?: Readonly<Record<string, string | number>>;
}

export interface ReadStreamTraitsParams {
  readonly input: SafeInput;
  readonly stream: number;
  readonly signal: AbortSignal;
}

const TIME_LIMIT_MS = 60_000;
const SHOW = [
  'stream=codec_name,profile,level,has_b_frames,sample_aspect_ratio,color_range,color_space,color_transfer,color_primaries,chroma_location,field_order,avg_frame_rate,r_frame_rate',
  'frame=pts',
  'frame_side_data',
].join(':');
const MASTERING = 'Mastering display metadata';
const LIGHT = 'Content light level metadata';

/** Reads what a stream and its first picture say of themselves. Fails with the codes of `runFfprobe`. */
export async function readStreamTraits({ input, stream, signal }: ReadStreamTraitsParams): Promise<StreamTraits> {
  const args = ['-select_streams', String(stream), '-show_entries', SHOW, '-read_intervals', '%+#1', '-of', 'json'];
  const { stdout } = await runFfprobe({ input, args, timeLimitMs: TIME_LIMIT_MS, signal });
  const report = Report.parse(JSON.parse(stdout.toString('utf8')));
  const [traits] = report.streams;
  const sides = (report.frames[0]?.side_data_list ?? []).flatMap((data) => SideData.safeParse(data).data ?? []);
  const side = (type: string) => sides.find(({ side_data_type: name }) => name === type);
  const ratio = traits?.sample_aspect_ratio;
  const rate = [traits?.avg_frame_rate, traits?.r_frame_rate].find((text) => /^[1-9]\d*\/[1-9]\d*$/.test(text ?? ''));
  return {
    ...given('profile', traits?.profile),
    ...given('level', traits?.level !== undefined && traits.level > 0 ? traits.level : undefined),
    reorderFrames: traits?.has_b_frames ?? 0,
    ...given('sampleAspectRatio', /^[1-9]\d*:[1-9]\d*$/.test(ratio ?? '') ? ratio : undefined),
    ...given('colorRange', traits?.color_range),
    ...given('colorSpace', traits?.color_space),
    ...given('colorTransfer', traits?.color_transfer),
    ...given('colorPrimaries', traits?.color_primaries),
    ...given('chromaLocation', traits?.chroma_location),
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(traits?.field_order ?? ''),
    frameRate: rate ?? '25/1',
    ...given('masteringDisplay', side(MASTERING)),
    ...given('contentLight', side(LIGHT)),
  };
}

/** A member that is there only where it is known. */
const given = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<K, V>>; // a computed name widens to string
