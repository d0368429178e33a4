import type { RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import type { PictureEnlarger } from '../../../../pipeline/ports/picture-enlarger.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { keepModel } from '../../neural/keep-model.js';
import type { ModelGraph, NeuralDeps } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { abortError } from '../../process/abort-error.js';
import { createPatchCutter, type PatchCutter } from '../../vision/create-patch-cutter.js';

/** A graph of Real-ESRGAN's signature: red, green, blue 0…1, `[1, 3, h, w]` in, `[1, 3, factor · h, factor · w]` out. */
export interface EnlargerGraph extends ModelGraph {
  readonly factor: number;
  readonly input: string;
  readonly output: string;
}

/** Pixels enlarged at once, and how many more are seen on each side, so that no seam shows. */
const TILE = 192;
const CONTEXT = 16;

/** Real-ESRGAN (Wang et al., 2021) and everything with its signature, tile by tile. Fails with `engine-missing`. */
export function createEnlarger(deps: NeuralDeps, graph: EnlargerGraph): PictureEnlarger {
  const { factor } = graph;
  const cutter = createPatchCutter();
  const open = keepModel(deps, graph);
  return {
    factor,
    enlarge: async (picture, signal) => {
      const session = await open();
      const [width, height] = [picture.width * factor, picture.height * factor];
      const large = { width, height, data: new Uint8Array(width * height * 3) };
      for (let top = 0; top < picture.height; top += TILE) {
        for (let left = 0; left < picture.width; left += TILE) {
          if (signal.aborted) throw abortError(signal, 'Enlarging a picture');
          await enlargeTile({ session, cutter, graph, picture, large }, left, top);
        }
      }
      return large;
    },
  };
}

interface Enlarging {
  readonly session: OnnxSession;
  readonly cutter: PatchCutter;
  readonly graph: EnlargerGraph;
  readonly picture: RgbPicture;
  readonly large: RgbPicture;
}

async function enlargeTile(work: Enlarging, left: number, top: number): Promise<void> {
  const { session, cutter, graph, picture, large } = work;
  const fromX = Math.max(0, left - CONTEXT);
  const fromY = Math.max(0, top - CONTEXT);
  const width = Math.min(picture.width, left + TILE + CONTEXT) - fromX;
  const height = Math.min(picture.height, top + TILE + CONTEXT) - fromY;
  const toPicture = { a: 1, b: 0, c: fromX, d: 0, e: 1, f: fromY };
  const patch = cutter.cut({ picture, toPicture, width, height, channels: 'rgb', scale: 1 / 255, offset: 0 });
  const feeds = { [graph.input]: floatTensor([1, 3, height, width], patch.data) };
  const outputs = await session.run(feeds).finally(patch.release);
  const planes = floatOutput(outputs, graph.output).data;
  const { factor } = graph;
  const [wide, high] = [width * factor, height * factor];
  const lastX = Math.min(picture.width, left + TILE) * factor;
  const lastY = Math.min(picture.height, top + TILE) * factor;
  for (let y = top * factor; y < lastY; y++) {
    for (let x = left * factor; x < lastX; x++) {
      const from = (y - fromY * factor) * wide + (x - fromX * factor);
      for (let channel = 0; channel < 3; channel++) {
        const value = planes[channel * wide * high + from] ?? 0;
        large.data[(y * large.width + x) * 3 + channel] = Math.max(0, Math.min(255, Math.round(value * 255)));
      }
    }
  }
}
