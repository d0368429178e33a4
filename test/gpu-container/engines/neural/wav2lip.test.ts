import { describe, expect, it } from 'vitest';
import { createWav2lipGenerator } from '../../../../gpu-container/src/engines/wav2lip/create-wav2lip-generator.js';
import { createWav2lipMel } from '../../../../gpu-container/src/engines/wav2lip/create-wav2lip-mel.js';
import type { SilentFrame, SpeakingPatch } from '../../../../pipeline/ports/mouth-generator.js';
import { samplePath } from '../../../samples/sample-path.js';
import { TestGraph } from '../../onnx/test-graph.js';
import { decodeSound } from './decode-sample.js';
import { fixedGraph } from './fixed-graph.js';

const GRAPH = { model: 'wav2lip', file: 'wav2lip.onnx', melInput: 'mel', facesInput: 'faces', output: 'mouths' };
const signal = new AbortController().signal;
const jfk = samplePath('samples/speech/jfk.wav');

/** mouths = masked face / 2 + whole face / 4 + mean of the sound / 100: every part of the input shows in the output. */
const knownGraph = (): TestGraph => {
  const graph = new TestGraph();
  graph.input('mel', 'float32', ['n', 1, 80, 16]);
  graph.input('faces', 'float32', ['n', 6, 96, 96]);
  const channels = (from: number, to: number) =>
    graph.node('Slice', ['faces', graph.integers([from]), graph.integers([to]), graph.integers([1])]);
  const masked = graph.node('Mul', [channels(0, 3), graph.floats([0.5])]);
  const whole = graph.node('Mul', [channels(3, 6), graph.floats([0.25])]);
  const sound = graph.node('ReduceMean', ['mel'], { axes: [1, 2, 3], keepdims: 1 });
  const quiet = graph.node('Mul', [sound, graph.floats([0.01])]);
  graph.output('mouths', graph.node('Add', [graph.node('Add', [masked, whole]), quiet]), 'float32', ['n', 3, 96, 96]);
  return graph;
};

/** A sound that grows louder, so that every moment has its own spectrogram. */
const swelling = Float32Array.from({ length: 48_000 }, (_, at) => (at / 48_000) * Math.sin(at * 0.3));

const frameAt = (timeMs: number): SilentFrame => {
  const [width, height] = [200, 220];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) data.set([200, 100, 40], at * 3);
  return { picture: { width, height, data }, box: { left: 40, top: 50, width: 100, height: 120 }, points: [], timeMs };
};

const generate = async (samples: Float32Array, times: readonly number[]): Promise<SpeakingPatch[]> => {
  const generator = createWav2lipGenerator(await fixedGraph(knownGraph()), GRAPH);
  const patches: SpeakingPatch[] = [];
  for await (const patch of generator.generate({ samples, frames: times.map(frameAt), signal })) patches.push(patch);
  return patches;
};

const meanRows = (samples: Float32Array, first: number): number => {
  const mel = createWav2lipMel(samples);
  const rows = Array.from({ length: 16 }, (_, at) => mel.row(first + at));
  return rows.flatMap((row) => [...row]).reduce((sum, x) => sum + x, 0) / (16 * 80);
};

describe.skipIf(jfk === undefined)('the spectrogram of Wav2Lip', () => {
  it('is that of librosa with the published settings', () => {
    const mel = createWav2lipMel(decodeSound(jfk ?? ''));
    const mean = Array.from({ length: mel.rows }, (_, row) => mel.row(row)).flatMap((row) => [...row]);

    expect(mel.rows).toBe(881);
    const published = [-2.2589, -1.8803, -1.8465, -0.6687, 0.0008, -0.3567, -1.3374, -2.0009];
    for (const [band, value] of published.entries()) expect(mel.row(100)[band]).toBeCloseTo(value, 3);
    const band40 = [-2.0473, -2.1457, -1.8736, -1.5852, -1.7841, -1.9588];
    for (const [at, value] of band40.entries()) expect(mel.row(200 + at)[40]).toBeCloseTo(value, 3);
    const last = [-2.1753, -2.2792, -1.6607, -1.124];
    for (const [band, value] of last.entries()) expect(mel.row(880)[band]).toBeCloseTo(value, 3);
    expect(mel.row(0)[0]).toBe(-4);
    expect(mean.reduce((sum, x) => sum + x, 0) / mean.length).toBeCloseTo(-1.49944, 4);
  });
});

describe('the Wav2Lip generator', () => {
  it('hands over the face, its lower half black in front, and the sound from the frame on', async () => {
    const [patch] = await generate(swelling, [1000]);

    const sound = meanRows(swelling, 80) / 100;
    const pixel = (x: number, y: number) =>
      Array.from(patch?.patch.data.subarray((y * 96 + x) * 3, (y * 96 + x) * 3 + 3) ?? []);
    const expected = (share: number) =>
      [200, 100, 40].map((byte) => Math.floor((byte / 255) * share * 255 + sound * 255));
    for (const [place, share] of [
      [pixel(48, 47), 0.75],
      [pixel(48, 48), 0.25],
      [pixel(0, 0), 0.75],
    ] as const) {
      place.forEach((byte, channel) => {
        expect(Math.abs(byte - Math.max(0, expected(share)[channel] ?? 0))).toBeLessThanOrEqual(1);
      });
    }
  });

  it('puts the patch where the face is, with ten pixels under the chin', async () => {
    const [patch] = await generate(swelling, [0]);

    expect(patch?.box).toEqual({ left: 40, top: 50, width: 100, height: 130 });
    expect([patch?.patch.width, patch?.patch.height]).toEqual([96, 96]);
  });

  it('gives every frame its own sound, over more than one batch, and the last sixteen rows after the end', async () => {
    const times = Array.from({ length: 40 }, (_, at) => at * 80);
    const patches = await generate(swelling, times);

    expect(patches.length).toBe(40);
    for (const [at, { patch }] of patches.entries()) {
      const first = Math.min(Math.floor((times[at] ?? 0) * 0.08 + 1e-9), createWav2lipMel(swelling).rows - 16);
      const red = (200 / 255) * 0.75 + meanRows(swelling, first) / 100;
      expect(Math.abs((patch.data[0] ?? 0) - red * 255)).toBeLessThanOrEqual(1);
    }
  });

  it('speaks silence where there is no sound', async () => {
    const [patch] = await generate(new Float32Array(0), [0]);

    expect(patch?.patch.data[0]).toBe(Math.floor(200 * 0.75 - 0.04 * 255));
  });
});
