import { describe, expect, it } from 'vitest';
import { createDhLiveGenerator } from '../../../../gpu-container/src/engines/dh-live/create-dh-live-generator.js';
import { hearMouthShapes, SHAPES_PER_ROW } from '../../../../gpu-container/src/engines/dh-live/hear-mouth-shapes.js';
import { createFaceMesh } from '../../../../gpu-container/src/engines/mediapipe-faces/create-face-mesh.js';
import { createYunetDetector } from '../../../../gpu-container/src/engines/yunet/create-yunet-detector.js';
import { type NeuralDeps, openModel } from '../../../../gpu-container/src/neural/open-model.js';
import type { DetectedFace, RgbPicture } from '../../../../pipeline/ports/face-detector.js';
import type { SilentFrame, SpeakingPatch } from '../../../../pipeline/ports/mouth-generator.js';
import { samplePath } from '../../../samples/sample-path.js';
import { decodePictures, decodeSound } from './decode-sample.js';
import { sampleNeural } from './sample-neural.js';

const deps = await sampleNeural('yunet-2023-dynamic', 'facemesh-478', 'dh-live-mini');
const signal = new AbortController().signal;
const jfk = samplePath('samples/speech/jfk.wav') ?? '';
const talk = samplePath('samples/talk/LipNet__id2_vcd_swwp2s.mpg') ?? '';
const FRAMES = 30;

const hear = async (neural: NeuralDeps, samples: Float32Array) =>
  hearMouthShapes(await openModel(neural, { model: 'dh-live-mini', file: 'dh_mini_audio2bs.onnx' }), samples);

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (f: (at: number) => number) => a.reduce((total, _, at) => total + f(at), 0);
  const da = (at: number) => (a[at] ?? 0) - ma;
  const db = (at: number) => (b[at] ?? 0) - mb;
  return sum((at) => da(at) * db(at)) / Math.sqrt(sum((at) => da(at) ** 2) * sum((at) => db(at) ** 2));
};

/** The patch laid over its place in the frame, hard-edged. */
const paste = ({ picture }: SilentFrame, { patch, box }: SpeakingPatch): RgbPicture => {
  const data = picture.data.slice();
  for (let y = Math.ceil(box.top); y < box.top + box.height; y++) {
    for (let x = Math.ceil(box.left); x < box.left + box.width; x++) {
      const from =
        Math.min(patch.height - 1, Math.floor(((y - box.top) / box.height) * patch.height)) * patch.width +
        Math.min(patch.width - 1, Math.floor(((x - box.left) / box.width) * patch.width));
      data.set(patch.data.subarray(3 * from, 3 * from + 3), (y * picture.width + x) * 3);
    }
  }
  return { ...picture, data };
};

const film = async (neural: NeuralDeps, count = FRAMES): Promise<SilentFrame[]> => {
  const pictures = decodePictures({ path: talk, width: 360, height: 288, rateHz: 25 }).slice(0, count);
  const detector = createYunetDetector(neural);
  const mesh = createFaceMesh(neural, 478);
  const frames: SilentFrame[] = [];
  let face: DetectedFace | undefined;
  for (const [at, picture] of pictures.entries()) {
    if (at % 10 === 0) [face] = await detector.detect(picture);
    if (face === undefined) throw new Error('no face');
    const { points } = await mesh.locate({ picture, face });
    frames.push({ picture, box: face.box, points, timeMs: at * 40 });
  }
  return frames;
};

const gapOf = (points: SilentFrame['points']): number => (points[14]?.y ?? 0) - (points[13]?.y ?? 0);

describe.skipIf(deps === undefined)('the mouth shapes of DH_live mini', () => {
  it('open when the speaker’s own mouth opens, at the same time, and rest in silence', async () => {
    if (deps === undefined) return;
    const frames = await film(deps, 70);
    const { rows, values } = await hear(deps, decodeSound(talk));
    const gaps = frames.map(({ points }) => gapOf(points));
    const openings = (late: number) => gaps.map((_, at) => values[Math.max(0, at + late) * SHAPES_PER_ROW] ?? 0);

    expect(rows).toBeGreaterThanOrEqual(74);
    expect(correlation(openings(0), gaps)).toBeGreaterThan(0.5);
    for (const late of [-5, 5]) expect(correlation(openings(late), gaps)).toBeLessThan(correlation(openings(0), gaps));

    const silence = await hear(deps, new Float32Array(48_000));
    const still = Array.from({ length: 50 }, (_, row) => silence.values[(row + 20) * SHAPES_PER_ROW] ?? 0);
    const spread = (of: readonly number[]) => Math.max(...of) - Math.min(...of);
    expect(spread(still)).toBeLessThan(0.2 * spread(openings(0)));
  });
});

describe.skipIf(deps === undefined)('the DH_live mini renderer', () => {
  it('draws mouths that open with the sound asked for and not with the one filmed', async () => {
    if (deps === undefined) return;
    const samples = decodeSound(jfk);
    const frames = await film(deps);
    const mesh = createFaceMesh(deps, 478);
    const { values } = await hear(deps, samples);

    const wanted: number[] = [];
    const drawn: number[] = [];
    const filmed: number[] = [];
    let at = 0;
    for await (const patch of createDhLiveGenerator(deps).generate({ samples, frames, signal })) {
      const frame = frames[at];
      if (frame === undefined) break;
      expect([patch.patch.width, patch.patch.height]).toEqual([128, 128]);
      if (at % 2 === 0) {
        const face = { box: frame.box, score: 1 };
        const { points } = await mesh.locate({ picture: paste(frame, patch), face });
        wanted.push(values[at * SHAPES_PER_ROW] ?? 0);
        drawn.push(gapOf(points));
        filmed.push(gapOf(frame.points));
      }
      at += 1;
    }

    expect(at).toBe(FRAMES);
    expect(correlation(wanted, drawn)).toBeGreaterThan(0.8);
    expect(correlation(filmed, drawn)).toBeLessThan(0.6);
  });

  it('leaves the border of what it draws as it was', async () => {
    if (deps === undefined) return;
    const [frame] = await film(deps);
    if (frame === undefined) throw new Error('no frame');
    const samples = decodeSound(jfk);

    for await (const patch of createDhLiveGenerator(deps).generate({ samples, frames: [frame], signal })) {
      const pasted = paste(frame, patch);
      let difference = 0;
      let count = 0;
      for (let x = Math.ceil(patch.box.left) + 1; x < patch.box.left + patch.box.width - 1; x++) {
        const at = ((Math.ceil(patch.box.top) + 1) * 360 + x) * 3;
        difference += Math.abs((pasted.data[at] ?? 0) - (frame.picture.data[at] ?? 0));
        count += 1;
      }
      expect(difference / count).toBeLessThan(6);
    }
  });

  it('draws nothing for no frames, and stops when it is told to', async () => {
    if (deps === undefined) return;
    const generator = createDhLiveGenerator(deps);
    const samples = new Float32Array(16_000);
    const drawn: SpeakingPatch[] = [];
    for await (const patch of generator.generate({ samples, frames: [], signal })) drawn.push(patch);
    expect(drawn).toEqual([]);

    const stopped = async () => {
      const frames = (await film(deps)).slice(0, 2);
      for await (const patch of generator.generate({ samples, frames, signal: AbortSignal.abort() })) drawn.push(patch);
    };
    await expect(stopped()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
