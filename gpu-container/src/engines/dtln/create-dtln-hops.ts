import { createFft } from '../../../../pipeline/sound/create-fft.js';
import type { HopDenoiser } from '../../neural/denoise-file.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';

export interface DtlnGraphs {
  /** Magnitudes of a block to a mask over them. */
  readonly spectral: OnnxSession;
  /** A block of samples to a block of samples. */
  readonly learned: OnnxSession;
}

const BLOCK = 512;
const HOP = 128;
const BINS = BLOCK / 2 + 1;
const STATE_SHAPE = [1, 2, 128, 2];

/** Both networks with their states; blocks overlap by three quarters and are added without a window, as trained. */
export function createDtlnHops({ spectral, learned }: DtlnGraphs): HopDenoiser {
  const fft = createFft(BLOCK);
  const re = new Float64Array(BLOCK);
  const im = new Float64Array(BLOCK);
  const heard = new Float64Array(BLOCK);
  const sum = new Float64Array(BLOCK);
  let spectralState = floatTensor(STATE_SHAPE);
  let learnedState = floatTensor(STATE_SHAPE);
  const next = async (hop: Float32Array): Promise<Float32Array> => {
    heard.copyWithin(0, HOP);
    heard.set(hop, BLOCK - HOP);
    re.set(heard);
    im.fill(0);
    fft.forward(re, im);
    const masked = await spectral.run({
      input_2: floatTensor([1, 1, BINS], magnitudes(re, im)),
      input_3: spectralState,
    });
    spectralState = floatOutput(masked, 'tf_op_layer_stack_2');
    applyMask(floatOutput(masked, 'activation_2').data, re, im);
    fft.inverse(re, im);
    const spoken = await learned.run({
      input_4: floatTensor([1, 1, BLOCK], Float32Array.from(re)),
      input_5: learnedState,
    });
    learnedState = floatOutput(spoken, 'tf_op_layer_stack_5');
    sum.copyWithin(0, HOP);
    sum.fill(0, BLOCK - HOP);
    const block = floatOutput(spoken, 'conv1d_3').data;
    for (let i = 0; i < BLOCK; i++) sum[i] = (sum[i] ?? 0) + (block[i] ?? 0);
    return Float32Array.from(sum.subarray(0, HOP));
  };
  return { hopSamples: HOP, delaySamples: BLOCK - HOP, next };
}

function magnitudes(re: Float64Array, im: Float64Array): Float32Array {
  const output = new Float32Array(BINS);
  for (let bin = 0; bin < BINS; bin++) output[bin] = Math.hypot(re[bin] ?? 0, im[bin] ?? 0);
  return output;
}

/** A real mask keeps the phase; the mirrored half gets the same. */
function applyMask(mask: Float32Array, re: Float64Array, im: Float64Array): void {
  for (let bin = 0; bin < BLOCK; bin++) {
    const gain = mask[bin < BINS ? bin : BLOCK - bin] ?? 0;
    re[bin] = (re[bin] ?? 0) * gain;
    im[bin] = (im[bin] ?? 0) * gain;
  }
}
