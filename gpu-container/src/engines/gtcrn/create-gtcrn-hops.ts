import { createRealFft, type RealFft } from '../../neural/create-real-fft.js';
import type { HopDenoiser } from '../../neural/denoise-file.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';

const FRAME = 512;
const HOP = 256;
const BINS = FRAME / 2 + 1;
const MIX_SHAPE = [1, BINS, 1, 2];

/** Root of a periodic Hann window: used before and after, its overlapping squares add up to one. */
const WINDOW = Float64Array.from({ length: FRAME }, (_, i) =>
  Math.sqrt(0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME)),
);

/** The streaming graph with its caches: spectrum of one frame in, denoised spectrum out, overlap-added. */
export function createGtcrnHops(session: OnnxSession): HopDenoiser {
  const fft = createRealFft(FRAME);
  const windowed = new Float64Array(FRAME);
  const frame = new Float64Array(FRAME);
  const tail = new Float64Array(HOP);
  // what goes in lies in the same memory every time: small arrays cost more to make than to fill
  const packed = new Float32Array(2 * BINS);
  let convolutions = floatTensor([2, 1, 16, 16, 33]);
  let attentions = floatTensor([2, 3, 1, 1, 16]);
  let memories = floatTensor([2, 1, 33, 16]);
  const next = async (hop: Float32Array): Promise<Float32Array> => {
    frame.copyWithin(0, HOP);
    frame.set(hop, HOP);
    for (let i = 0; i < FRAME; i++) windowed[i] = (frame[i] ?? 0) * (WINDOW[i] ?? 0);
    fft.forward(windowed);
    packSpectrum(packed, fft);
    const outputs = await session.run({
      mix: floatTensor(MIX_SHAPE, packed),
      conv_cache: convolutions,
      tra_cache: attentions,
      inter_cache: memories,
    });
    convolutions = floatOutput(outputs, 'conv_cache_out');
    attentions = floatOutput(outputs, 'tra_cache_out');
    memories = floatOutput(outputs, 'inter_cache_out');
    unpackSpectrum(floatOutput(outputs, 'enh').data, fft);
    fft.inverse(windowed);
    return overlapAdd(windowed, tail);
  };
  return { hopSamples: HOP, delaySamples: HOP, next };
}

function packSpectrum(packed: Float32Array, { re, im }: RealFft): void {
  for (let bin = 0; bin < BINS; bin++) {
    packed[2 * bin] = re[bin] ?? 0;
    packed[2 * bin + 1] = im[bin] ?? 0;
  }
}

function unpackSpectrum(packed: Float32Array, { re, im }: RealFft): void {
  for (let bin = 0; bin < BINS; bin++) {
    re[bin] = packed[2 * bin] ?? 0;
    im[bin] = packed[2 * bin + 1] ?? 0;
  }
}

function overlapAdd(frame: Float64Array, tail: Float64Array): Float32Array {
  const output = new Float32Array(HOP);
  for (let i = 0; i < HOP; i++) {
    output[i] = (tail[i] ?? 0) + (frame[i] ?? 0) * (WINDOW[i] ?? 0);
    tail[i] = (frame[HOP + i] ?? 0) * (WINDOW[HOP + i] ?? 0);
  }
  return output;
}
