import {
  FIRST_MIDDLE,
  FRAME_HOP,
  SPEECH_HZ,
  WINDOW_FRAMES,
  WINDOW_HOP_FRAMES,
} from '../../../../gpu-container/src/engines/pyannote/segmentation-frames.js';
import { floatTensor } from '../../../../gpu-container/src/neural/float-tensor.js';
import type { NeuralDeps } from '../../../../gpu-container/src/neural/open-model.js';
import type { OnnxSession } from '../../../../gpu-container/src/onnx/onnx-session.js';
import type { SpeakerTurn } from '../../../../pipeline/speech/diarization-error-rate.js';

const POWERSET = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]];

/**
 * Puts in the place of the segmentation one that is told who speaks when, and says so with local numbers that change from
 * window to window: what is left to find is who of the windows is who. The windows must come one after the other.
 */
export function tellSegmentation(deps: NeuralDeps, turns: readonly SpeakerTurn[]): NeuralDeps {
  const names = [...new Set(turns.map(({ speaker }) => speaker))];
  let window = 0;
  const tell = (frame: number): Float32Array => {
    const ms = ((frame * FRAME_HOP + FIRST_MIDDLE) * 1000) / SPEECH_HZ;
    const speaking = turns.filter(({ startMs, endMs }) => startMs <= ms && ms < endMs);
    const locals = speaking.map(({ speaker }) => (names.indexOf(speaker) + window) % 3);
    const isThat = (members: readonly number[]): boolean =>
      members.length === new Set(locals).size && locals.every((local) => members.includes(local));
    return Float32Array.from(POWERSET, (members) => (isThat(members) ? 0 : -9));
  };
  const run: OnnxSession['run'] = async () => {
    const logits = floatTensor([1, WINDOW_FRAMES, POWERSET.length]);
    for (let frame = 0; frame < WINDOW_FRAMES; frame++) {
      logits.data.set(tell(window * WINDOW_HOP_FRAMES + frame), frame * POWERSET.length);
    }
    window += 1;
    return { logits };
  };
  const open: NeuralDeps['onnx']['open'] = async (params) => {
    const session = await deps.onnx.open(params);
    return params.modelPath.includes('segmentation') ? { ...session, run } : session;
  };
  return { ...deps, onnx: { open } };
}
