import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { decodePowerset } from '../../../../pipeline/speech/decode-powerset.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import type { SpeechWindow } from './read-windows.js';
import { WINDOW_FRAMES, WINDOW_SAMPLES } from './segmentation-frames.js';

/** A window with who speaks in each of its frames: bit s is set while local speaker s speaks. */
export interface SegmentedWindow extends SpeechWindow {
  readonly masks: Uint8Array;
}

/** Runs the segmentation once over some windows. Fails with `engine-failed`. */
export async function segmentWindows(
  session: OnnxSession,
  windows: readonly SpeechWindow[],
): Promise<SegmentedWindow[]> {
  const input = floatTensor([windows.length, 1, WINDOW_SAMPLES]);
  for (const [index, { samples }] of windows.entries()) input.data.set(samples, index * WINDOW_SAMPLES);
  const { data, dims } = floatOutput(await session.run({ input_values: input }), 'logits');
  if (dims[1] !== WINDOW_FRAMES) {
    throw new PipelineError('engine-failed', `The segmentation gave ${dims[1]} frames, not ${WINDOW_FRAMES}.`);
  }
  const length = data.length / windows.length;
  return windows.map((window, index) => ({
    ...window,
    masks: decodePowerset(data.subarray(index * length, (index + 1) * length)),
  }));
}
