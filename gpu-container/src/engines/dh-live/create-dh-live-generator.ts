import type { RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import type {
  GenerateMouthsParams,
  MouthGenerator,
  SpeakingPatch,
} from '../../../../pipeline/ports/mouth-generator.js';
import { type FloatTensor, floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { abortError } from '../../process/abort-error.js';
import { createPatchCutter, type PatchCutter } from '../../vision/create-patch-cutter.js';
import { drawGuide } from './draw-guide.js';
import { encodeReference } from './encode-reference.js';
import { FACE_SIZE, type FramedFace, frameFace } from './frame-face.js';
import { hearMouthShapes, type MouthShapes, SHAPE_ROWS_PER_SECOND, SHAPES_PER_ROW } from './hear-mouth-shapes.js';
import { type LearntFace, learnFace, viewOf } from './learn-face.js';
import { isPossibleMouth, moveFace } from './move-face.js';
import { readWrapModel, type WrapModel } from './read-wrap-model.js';

const MODEL = 'dh-live-mini';
/** Frames looked at to learn a face before the first is drawn (two seconds); all that is ever held. */
const LEARN_FRAMES = 50;
const AREA = FACE_SIZE * FACE_SIZE;

/**
 * DH_live mini (Kleinlee, 2025): sound to six mouth shapes, a mesh moved by them, and a small network that draws mouth
 * and teeth over the moved picture. Frames show one person without a cut. Fails with `engine-missing` without weights.
 */
export function createDhLiveGenerator(deps: NeuralDeps): MouthGenerator {
  const cutter = createPatchCutter();
  return {
    generate: async function* (params) {
      const graph = (name: string) => openModel(deps, { model: MODEL, file: `dh_mini_${name}.onnx` });
      const model = await readWrapModel(await deps.models.locate(MODEL));
      const shapes = await hearMouthShapes(await graph('audio2bs'), params.samples);
      const [encoder, renderer] = [await graph('ref_encoder'), await graph('renderer')];
      let learnt: Person | undefined;
      const learn = async (faces: readonly [FramedFace, ...FramedFace[]]): Promise<void> => {
        const person = learnFace(model, faces);
        learnt = { ...person, memory: await encodeReference(encoder, person.openest, model.teeth) };
      };
      for await (const face of withPerson(framedFaces(cutter, params), learn)) {
        if (params.signal.aborted) throw abortError(params.signal, 'Drawing mouths');
        if (learnt !== undefined) yield await drawMouth({ renderer, model, shapes, person: learnt }, face);
      }
    },
  };
}

interface Person extends LearntFace {
  readonly memory: FloatTensor;
}

async function* framedFaces(cutter: PatchCutter, { frames }: GenerateMouthsParams): AsyncGenerator<FramedFace> {
  for await (const frame of frames) yield frameFace(cutter, frame);
}

/** The faces in order; `learn` is told the first ones before any is given out. */
async function* withPerson(
  faces: AsyncIterable<FramedFace>,
  learn: (faces: readonly [FramedFace, ...FramedFace[]]) => Promise<void>,
): AsyncGenerator<FramedFace> {
  let held: FramedFace[] | undefined = [];
  const release = async (): Promise<readonly FramedFace[]> => {
    const [first, ...rest] = held ?? [];
    held = undefined;
    if (first === undefined) return [];
    await learn([first, ...rest]);
    return [first, ...rest];
  };
  for await (const face of faces) {
    if (held === undefined) yield face;
    else if (held.push(face) >= LEARN_FRAMES) yield* await release();
  }
  if (held !== undefined) yield* await release();
}

interface Studio {
  readonly renderer: OnnxSession;
  readonly model: WrapModel;
  readonly shapes: MouthShapes;
  readonly person: Person;
}

async function drawMouth({ renderer, model, shapes, person }: Studio, face: FramedFace): Promise<SpeakingPatch> {
  const weights = shapesAt(shapes, face.timeMs);
  // lips the shapes would turn inside out go halfway only
  const possible = isPossibleMouth(model, weights) ? weights : weights.map((weight) => weight / 2);
  const moved = moveFace(model, person.base, possible);
  const guide = drawGuide({ model, face, view: viewOf(model, face), moved });
  const source = new Float32Array(4 * AREA).fill(1);
  source.set(face.planes);
  const outputs = await renderer.run({
    source: floatTensor([1, 4, FACE_SIZE, FACE_SIZE], source),
    gl: floatTensor([1, 3, FACE_SIZE, FACE_SIZE], guide),
    ref_feat: person.memory,
  });
  return { patch: toPicture(floatOutput(outputs, 'output').data), box: face.box };
}

/** The weights at a time, between two rows as it falls. */
function shapesAt({ rows, values }: MouthShapes, timeMs: number): Float32Array {
  const place = Math.max(0, Math.min(rows - 1, (timeMs / 1000) * SHAPE_ROWS_PER_SECOND));
  const row = Math.floor(place);
  const next = Math.min(rows - 1, row + 1);
  return Float32Array.from({ length: SHAPES_PER_ROW }, (_, shape) => {
    const here = values[row * SHAPES_PER_ROW + shape] ?? 0;
    return here + ((values[next * SHAPES_PER_ROW + shape] ?? 0) - here) * (place - row);
  });
}

function toPicture(planes: Float32Array): RgbPicture {
  const data = new Uint8Array(3 * AREA);
  for (let at = 0; at < AREA; at++) {
    for (let channel = 0; channel < 3; channel++) {
      data[3 * at + channel] = Math.max(0, Math.min(255, Math.floor((planes[channel * AREA + at] ?? 0) * 255)));
    }
  }
  return { width: FACE_SIZE, height: FACE_SIZE, data };
}
