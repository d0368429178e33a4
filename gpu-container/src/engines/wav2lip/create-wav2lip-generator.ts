import type { FaceBox } from '../../../../pipeline/ports/face-detector.js';
import type { MouthGenerator, SilentFrame, SpeakingPatch } from '../../../../pipeline/ports/mouth-generator.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type ModelGraph, type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { runBatched } from '../../onnx/run-batched.js';
import { createPatchCutter, type PatchCutter } from '../../vision/create-patch-cutter.js';
import { mapRectangle } from '../../vision/map-rectangle.js';
import { createWav2lipMel, WAV2LIP_BANDS, WAV2LIP_ROWS_PER_SECOND, type Wav2lipMel } from './create-wav2lip-mel.js';

/** A graph of Wav2Lip's signature and what its inputs are called in that export. */
export interface Wav2lipGraph extends ModelGraph {
  /** Float32 [n, 1, 80, 16]. */
  readonly melInput: string;
  /** Float32 [n, 6, 96, 96]: masked face, then the face itself; blue, green, red, 0…1. */
  readonly facesInput: string;
  /** Float32 [n, 3, 96, 96]: blue, green, red, 0…1. */
  readonly output: string;
}

const DEFAULT_GRAPH: Wav2lipGraph = {
  model: 'wav2lip',
  file: 'wav2lip.onnx',
  melInput: 'mel',
  facesInput: 'faces',
  output: 'mouths',
};
const SIZE = 96;
const AREA = SIZE * SIZE;
const STEP_ROWS = 16;
/** The published programs look ten pixels under the chin. */
const CHIN_PIXELS = 10;
const BATCH = 16;

/**
 * Wav2Lip (Prajwal et al., 2020) and everything with its signature: a fifth of a second of sound and a face whose
 * lower half is black in, the whole face out. Fails with `engine-missing` without weights.
 */
export function createWav2lipGenerator(deps: NeuralDeps, graph: Wav2lipGraph = DEFAULT_GRAPH): MouthGenerator {
  const cutter = createPatchCutter();
  return {
    generate: async function* ({ samples, frames, signal }) {
      const session = await openModel(deps, graph);
      const mel = createWav2lipMel(samples);
      const run = (batch: readonly SilentFrame[]) => speakBatch({ session, cutter, graph, mel }, batch);
      yield* runBatched({ items: frames, batchSize: BATCH, signal, run });
    },
  };
}

interface Speaker {
  readonly session: OnnxSession;
  readonly cutter: PatchCutter;
  readonly graph: Wav2lipGraph;
  readonly mel: Wav2lipMel;
}

async function speakBatch(
  { session, cutter, graph, mel }: Speaker,
  batch: readonly SilentFrame[],
): Promise<readonly SpeakingPatch[]> {
  const sounds = new Float32Array(batch.length * WAV2LIP_BANDS * STEP_ROWS);
  const faces = new Float32Array(batch.length * 6 * AREA);
  const boxes = batch.map(({ box }) => withChin(box));
  for (const [index, { picture, timeMs }] of batch.entries()) {
    sounds.set(soundStep(mel, timeMs), index * WAV2LIP_BANDS * STEP_ROWS);
    const { left, top, width, height } =
      boxes[index] ?? withChin(batch[index]?.box ?? { left: 0, top: 0, width: 1, height: 1 });
    const centre = { x: left + (width - 1) / 2, y: top + (height - 1) / 2 };
    const toPicture = mapRectangle({ centre, width, height, patchWidth: SIZE, patchHeight: SIZE });
    const patch = { picture, toPicture, width: SIZE, height: SIZE };
    const face = cutter.copy({ ...patch, channels: 'bgr', scale: 1 / 255, offset: 0 });
    faces.set(blackenLowerHalf(face), index * 6 * AREA);
    faces.set(face, (index * 6 + 3) * AREA);
  }
  const outputs = await session.run({
    [graph.melInput]: floatTensor([batch.length, 1, WAV2LIP_BANDS, STEP_ROWS], sounds),
    [graph.facesInput]: floatTensor([batch.length, 6, SIZE, SIZE], faces),
  });
  const mouths = floatOutput(outputs, graph.output).data;
  return boxes.map((box, index) => ({
    box,
    patch: readFace(mouths.subarray(index * 3 * AREA, (index + 1) * 3 * AREA)),
  }));
}

const withChin = ({ left, top, width, height }: FaceBox): FaceBox => ({
  left,
  top,
  width,
  height: height + CHIN_PIXELS,
});

/** Sixteen rows from the frame's time on, bands first; the last sixteen where the sound ends before. */
function soundStep(mel: Wav2lipMel, timeMs: number): Float32Array {
  const wanted = Math.floor((timeMs / 1000) * WAV2LIP_ROWS_PER_SECOND);
  const first = Math.max(0, Math.min(wanted, mel.rows - STEP_ROWS));
  const step = new Float32Array(WAV2LIP_BANDS * STEP_ROWS).fill(-4);
  for (let column = 0; column < Math.min(STEP_ROWS, mel.rows - first); column++) {
    for (const [band, value] of mel.row(first + column).entries()) step[band * STEP_ROWS + column] = value;
  }
  return step;
}

function blackenLowerHalf(face: Float32Array): Float32Array {
  const masked = face.slice();
  for (let channel = 0; channel < 3; channel++) masked.fill(0, channel * AREA + AREA / 2, (channel + 1) * AREA);
  return masked;
}

/** Blue, green, red planes 0…1 to interleaved bytes. */
function readFace(planes: Float32Array) {
  const data = new Uint8Array(3 * AREA);
  for (let at = 0; at < AREA; at++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = planes[(2 - channel) * AREA + at] ?? 0;
      data[3 * at + channel] = Math.max(0, Math.min(255, Math.floor(value * 255)));
    }
  }
  return { width: SIZE, height: SIZE, data };
}
