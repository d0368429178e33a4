import {
  createSpectralFilter,
  type FilteredBlock,
  type StereoBlock,
  type StereoSpectrum,
} from './create-spectral-filter.js';

/** Takes the middle of a stereo image out; pushed and flushed blocks add up to the length of the input. */
export interface CentreExtractor {
  /** `dry` is the original, `wet` what is left of it without the middle; their difference is the dialogue. */
  push(block: StereoBlock): FilteredBlock;
  flush(): FilteredBlock;
}

/** Frame of 85 ms at 48 kHz: fine enough to tell harmonics of voice and music apart, short enough for syllables. */
const FRAME_SAMPLES = 4096;
/** Speech has hardly anything outside this band; bass, kick and cymbals do, and stay in the background. */
const SPEECH_BAND_HZ = { low: 90, high: 9000 } as const;
const OUTSIDE_BAND_SHARE = 0.1;
/** How much middle the background itself has per unit of side: learned per bin, kept between these. */
const LEAST_RATIO = 4;
const MOST_RATIO = 32;
/** The learned ratio follows this quantile of what is seen: bins without speech are the low ones. */
const RATIO_QUANTILE = 0.2;
const RATIO_STEP = 0.05;
/** Head room over the plain ratio: a bin counts as voice when its middle is well above what music explains. */
const RATIO_MARGIN = 4;
/** Room sound of the voice left in the sides, as a share of the voice's power, that is taken out as well. */
const LEAKAGE = 0.06;
const LEAST_BACKGROUND_GAIN = 0.1;

/**
 * Splits dialogue from music and effects in a stereo programme whose voices sit in the middle. A bin belongs to the
 * middle as far as its power exceeds what the sides predict; the prediction is learned per bin while streaming, so
 * narrow and wide music are both followed.
 */
export function createCentreExtractor(sampleRateHz: number): CentreExtractor {
  const bins = FRAME_SAMPLES / 2 + 1;
  const shares = Float64Array.from({ length: bins }, (_, bin) => bandShare((bin * sampleRateHz) / FRAME_SAMPLES));
  const ratios = new Float64Array(bins).fill(Math.log(LEAST_RATIO));
  const filter = createSpectralFilter({
    size: FRAME_SAMPLES,
    process: (spectrum) => {
      for (let bin = 0; bin < bins; bin++) removeCentre({ spectrum, bin, ratios, share: shares[bin] ?? 0 });
    },
  });
  return { push: filter.push, flush: filter.flush };
}

const bandShare = (hz: number): number =>
  hz < SPEECH_BAND_HZ.low || hz > SPEECH_BAND_HZ.high ? OUTSIDE_BAND_SHARE : 1;

interface RemoveCentreParams {
  readonly spectrum: StereoSpectrum;
  readonly bin: number;
  readonly ratios: Float64Array;
  readonly share: number;
}

function removeCentre({ spectrum: { re, im }, bin, ratios, share }: RemoveCentreParams): void {
  const size = re.length;
  const mirror = (size - bin) % size;
  const ar = re[bin] ?? 0;
  const ai = im[bin] ?? 0;
  const br = re[mirror] ?? 0;
  const bi = im[mirror] ?? 0;
  // Left and right from the transform of left + i·right.
  const left = { re: (ar + br) / 2, im: (ai - bi) / 2 };
  const right = { re: (ai + bi) / 2, im: (br - ar) / 2 };
  const mid = { re: (left.re + right.re) / 2, im: (left.im + right.im) / 2 };
  const side = { re: left.re - mid.re, im: left.im - mid.im };
  const midPower = mid.re * mid.re + mid.im * mid.im;
  const sidePower = side.re * side.re + side.im * side.im;
  const ratio = learnRatio({ ratios, bin, midPower, sidePower });
  const mask = share * Math.max(0, 1 - (ratio * sidePower) / (midPower + 1e-12));
  const rest = { re: mid.re * (1 - mask), im: mid.im * (1 - mask) };
  const restPower = rest.re * rest.re + rest.im * rest.im + sidePower;
  const leaked = LEAKAGE * mask * mask * midPower;
  const gain = Math.max(LEAST_BACKGROUND_GAIN, 1 - leaked / (restPower + 1e-12));
  const lr = (rest.re + side.re) * gain;
  const li = (rest.im + side.im) * gain;
  const rr = (rest.re - side.re) * gain;
  const ri = (rest.im - side.im) * gain;
  re[bin] = lr - ri;
  im[bin] = li + rr;
  re[mirror] = lr + ri;
  im[mirror] = rr - li;
}

interface LearnRatioParams {
  readonly ratios: Float64Array;
  readonly bin: number;
  readonly midPower: number;
  readonly sidePower: number;
}

/** Moves the bin's logarithmic ratio one step towards its quantile and returns the ratio as a factor. */
function learnRatio({ ratios, bin, midPower, sidePower }: LearnRatioParams): number {
  const seen = Math.log((RATIO_MARGIN * (midPower + 1e-9)) / (sidePower + 1e-9));
  const known = ratios[bin] ?? 0;
  const moved = known + RATIO_STEP * (seen > known ? RATIO_QUANTILE : RATIO_QUANTILE - 1);
  const next = Math.max(Math.log(LEAST_RATIO), Math.min(Math.log(MOST_RATIO), moved));
  ratios[bin] = next;
  return Math.exp(next);
}
