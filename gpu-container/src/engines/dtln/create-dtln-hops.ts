import { createRealFft, type RealFft } from '../../neural/create-real-fft.js';
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
  const fft = createRealFft(BLOCK);
  const heard = new Float64Array(BLOCK);
  const block = new Float64Array(BLOCK);
  // what goes into the networks lies in the same memory every time: small arrays cost more to make than to fill
  const magnitudes = new Float32Array(BINS);
  const input = new Float32Array(BLOCK);
  const output = new Float32Array(HOP);
  const sum = new Float64Array(BLOCK);
  let spectralState = floatTensor(STATE_SHAPE);
  let learnedState = floatTensor(STATE_SHAPE);
  const next = async (hop: Float32Array): Promise<Float32Array> => {
    heard.copyWithin(0, HOP);
    heard.set(hop, BLOCK - HOP);
    fft.forward(heard);
    fillMagnitudes(magnitudes, fft);
    const masked = await spectral.run({
      input_2: floatTensor([1, 1, BINS], magnitudes),
      input_3: spectralState,
    });
    spectralState = floatOutput(masked, 'tf_op_layer_stack_2');
    applyMask(floatOutput(masked, 'activation_2').data, fft);
    fft.inverse(block);
    input.set(block);
    const spoken = await learned.run({
      input_4: floatTensor([1, 1, BLOCK], input),
      input_5: learnedState,
    });
    learnedState = floatOutput(spoken, 'tf_op_layer_stack_5');
    sum.copyWithin(0, HOP);
    sum.fill(0, BLOCK - HOP);
    const answer = floatOutput(spoken, 'conv1d_3').data;
    for (let i = 0; i < BLOCK; i++) sum[i] = (sum[i] ?? 0) + (answer[i] ?? 0);
    output.set(sum.subarray(0, HOP));
    return output;
  };
  return { hopSamples: HOP, delaySamples: BLOCK - HOP, next };
}

function fillMagnitudes(output: Float32Array, { re, im }: RealFft): void {
  for (let bin = 0; bin < BINS; bin++) output[bin] = Math.sqrt((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2);
}

/** A real mask keeps the phase. */
function applyMask(mask: Float32Array, { re, im }: RealFft): void {
  for (let bin = 0; bin < BINS; bin++) {
    const gain = mask[bin] ?? 0;
    re[bin] = (re[bin] ?? 0) * gain;
    im[bin] = (im[bin] ?? 0) * gain;
  }
}
