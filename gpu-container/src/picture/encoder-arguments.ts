import type { JoinableCodec } from './can-join-packets.js';
import type { StreamTraits } from './read-stream-traits.js';

export interface EncoderArgumentsParams {
  readonly codec: JoinableCodec;
  readonly pixelFormat: string;
  readonly traits: StreamTraits;
  /** Pictures may be coded before others that are shown earlier. */
  readonly mayReorder: boolean;
  /** Number of the H.264 parameter sets, apart from those of the source. */
  readonly parameterSetId: number;
}

/** How many threads an encoder has: some make other bytes with another number. */
const THREADS = 2;

/**
 * What makes an encoder write pictures that pass for the source's own: visually lossless, same samples, colours and shape
 * of a sample, nothing about the encoder in the stream, key frames only where they are asked for.
 */
export function encoderArguments(params: EncoderArgumentsParams): readonly string[] {
  return [...codecArguments(params), '-pix_fmt', params.pixelFormat, ...colourArguments(params.traits)];
}

function codecArguments(params: EncoderArgumentsParams): readonly string[] {
  switch (params.codec) {
    case 'h264':
      return h264Arguments(params);
    case 'hevc':
      return hevcArguments(params);
    case 'vp9':
      return [
        ...['-c:v', 'libvpx-vp9', '-crf', '18', '-b:v', '0', '-deadline', 'good', '-cpu-used', '5', '-row-mt', '1'],
        ...['-tile-columns', '1', '-lag-in-frames', '16', '-g', '99999', '-threads', String(THREADS)],
      ];
    case 'av1':
      return [
        ...['-c:v', 'libsvtav1', '-crf', '20', '-preset', '9', '-g', '99999'],
        ...['-svtav1-params', `lp=${THREADS}:irefresh-type=2:scd=0`],
      ];
  }
}

const H264_PROFILES: Readonly<Record<string, string>> = {
  'Constrained Baseline': 'baseline',
  Baseline: 'baseline',
  Main: 'main',
};

function h264Arguments({ traits, pixelFormat, mayReorder, parameterSetId }: EncoderArgumentsParams): readonly string[] {
  const profile = pixelFormat.endsWith('420p') ? H264_PROFILES[traits.profile ?? ''] : undefined;
  const options = [
    ...['keyint=infinite', 'min-keyint=1', 'scenecut=0', 'open-gop=0', `sps-id=${parameterSetId}`],
    mayReorder && profile !== 'baseline' ? 'bframes=3:b-pyramid=none' : 'bframes=0',
    // looking ahead in a thread of its own, it makes other bytes of the same large pictures every time
    'sync-lookahead=0',
  ];
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-threads', String(THREADS), '-forced-idr', '1'],
    ...(profile === undefined ? [] : ['-profile:v', profile]),
    // the first message of a stream is the name, version and options of the encoder
    ...['-x264-params', options.join(':'), '-bsf:v', 'filter_units=remove_types=6'],
  ];
}

function hevcArguments({ traits, mayReorder }: EncoderArgumentsParams): readonly string[] {
  const options = [
    ...['keyint=-1', 'scenecut=0', 'open-gop=0', 'info=0', 'log-level=none', 'repeat-headers=0'],
    ...[`pools=${THREADS}`, 'frame-threads=1', mayReorder ? 'bframes=3:b-pyramid=0' : 'bframes=0'],
    ...highDynamicRange(traits),
  ];
  return [
    ...['-c:v', 'libx265', '-preset', 'superfast', '-crf', '16', '-forced-idr', '1', '-tag:v', 'hvc1'],
    ...['-x265-params', options.join(':')],
  ];
}

/** The screen a picture was graded on, in the units of the encoder: chromaticity in 1/50000, light in 1/10000 cd/m². */
function highDynamicRange({ masteringDisplay: screen, contentLight: light }: StreamTraits): readonly string[] {
  const scaled = (name: string, scale: number): number => {
    const [numerator = 0, denominator = 1] = String(screen?.[name] ?? '0/1')
      .split('/')
      .map(Number);
    return Math.round((numerator / denominator) * scale);
  };
  const point = (letter: string, name: string): string =>
    `${letter}(${scaled(`${name}_x`, 50_000)},${scaled(`${name}_y`, 50_000)})`;
  const corners = [point('G', 'green'), point('B', 'blue'), point('R', 'red'), point('WP', 'white_point')].join('');
  const range = `L(${scaled('max_luminance', 10_000)},${scaled('min_luminance', 10_000)})`;
  return [
    ...(screen === undefined ? [] : [`master-display=${corners}${range}`]),
    ...(light === undefined ? [] : [`max-cll=${light['max_content'] ?? 0},${light['max_average'] ?? 0}`]),
  ];
}

function colourArguments(traits: StreamTraits): readonly string[] {
  const pairs = [
    ['-color_range', traits.colorRange],
    ['-colorspace', traits.colorSpace],
    ['-color_trc', traits.colorTransfer],
    ['-color_primaries', traits.colorPrimaries],
    ['-chroma_sample_location', traits.chromaLocation],
  ] as const;
  return pairs.flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
}
