import type { SourceSeparator } from '../../../../pipeline/ports/source-separator.js';
import type { ModelGraph, NeuralDeps } from '../../neural/open-model.js';
import { createSpectralSeparator } from '../../separation/create-spectral-separator.js';

/** The numbers of one network of the family, as UVR publishes them beside the weights. */
export interface MdxGraph extends ModelGraph {
  readonly fftSize: number;
  /** Bins heard, of `fftSize` / 2 + 1. */
  readonly bins: number;
  /** What the voice is multiplied with to take it out of the mix best. */
  readonly compensation: number;
  /** Lowest bins that are silenced before the network hears them; three in UVR, which are 17 Hz. */
  readonly silentBins?: number;
}

const HOP = 1024;
const FRAMES = 256;
/** Neighbouring segments share a quarter. */
const STRIDE_SHARE = 0.75;
const SILENT_BINS = 3;
/** A segment of a stereo spectrum is 12.6 MB in, as much out, and some hundred times that inside the network. */
const BATCH = { cpu: 1, cuda: 4 } as const;

/**
 * MDX-Net (Kim et al., 2021) as UVR trains and runs it: half a frame of silence at both ends, segments of 255 hops that
 * overlap by a quarter under a Hann window. Fails with `engine-missing` without its weights.
 */
export function createMdxSeparator(
  deps: NeuralDeps,
  { fftSize, bins, compensation, silentBins = SILENT_BINS, ...graph }: MdxGraph,
): SourceSeparator {
  const samples = HOP * (FRAMES - 1);
  return createSpectralSeparator(deps, {
    ...graph,
    ...{ input: 'input', output: 'output', hears: 'stereo', outputPlanes: 4, dialoguePlane: 0 },
    ...{ fftSize, bins, hop: HOP, frames: FRAMES, silentBins, gain: compensation, batch: BATCH },
    plan: {
      samples,
      stride: Math.floor(STRIDE_SHARE * samples),
      border: fftSize / 2,
      last: 'filled-with-silence',
      weightOf: (at, length) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (length - 1)),
    },
  });
}
