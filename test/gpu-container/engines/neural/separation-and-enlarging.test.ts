import { describe, expect, it } from 'vitest';
import { createDemucsSeparator } from '../../../../gpu-container/src/engines/demucs/create-demucs-separator.js';
import { createEnlarger } from '../../../../gpu-container/src/engines/super-resolution/create-enlarger.js';
import { TestGraph } from '../../onnx/test-graph.js';
import { demucsGraph } from '../../separation/published-signatures.js';
import { RATE, separateMix, worstOf } from '../../separation/separate-mix.js';
import { fixedGraph } from './fixed-graph.js';

const SEGMENT = 4000;
const GRAPH = { model: 'demucs', file: 'demucs.onnx', input: 'mix', output: 'stems', segmentSamples: SEGMENT };

const signal = new AbortController().signal;

/** Centred on zero, as the graph's shares of a constant would not add up with the mean put back four times. */
const wave = (length: number, hz: number) =>
  Float32Array.from({ length }, (_, at) => 0.3 * Math.sin((2 * Math.PI * hz * at) / RATE) * Math.cos(at / 5000));

describe('separation by segments', () => {
  it.each([1, 999, 4000, 4001, 7000, 25_013])('gives %i samples of the voice back without a seam', async (length) => {
    const separator = createDemucsSeparator(await fixedGraph(demucsGraph(SEGMENT)), GRAPH);
    const mix = [wave(length, 440), wave(length, 440).map((x) => -0.5 * x)];

    const { dialogue, progress } = await separateMix(separator, mix);

    const mean = mix.flatMap((side) => [...side]).reduce((sum, x) => sum + x, 0) / (2 * length);
    expect(dialogue.map((side) => side.length)).toEqual([length, length]);
    for (const [channel, side] of dialogue.entries()) {
      const { error } = worstOf(side, (at) => ((mix[channel]?.[at] ?? 0) - mean) * 0.5 + mean);
      expect(error).toBeLessThan(1e-5);
    }
    expect(progress.at(-1)).toBe(1);
  });

  it('takes silence for silence, hears mono as stereo and refuses another rate', async () => {
    const separator = createDemucsSeparator(await fixedGraph(demucsGraph(SEGMENT)), GRAPH);
    const mono = wave(5000, 440).map((x, at) => x - 0.1 * Math.cos(at));
    const mean = mono.reduce((sum, x) => sum + x, 0) / mono.length;

    const silence = await separateMix(separator, [new Float32Array(5000), new Float32Array(5000)]);
    const heard = await separateMix(separator, [mono]);

    expect(silence.dialogue[0]?.every((value) => value === 0)).toBe(true);
    expect(heard.dialogue).toHaveLength(1);
    const { error } = worstOf(heard.dialogue[0] ?? mono, (at) => ((mono[at] ?? 0) - mean) * 0.5 + mean);
    expect(error).toBeLessThan(1e-5);
    const refused = separateMix(separator, [mono], { sampleRateHz: 48_000 });
    await expect(refused).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('enlarging by tiles', () => {
  /** Every pixel four times, its channels swapped round by what they are multiplied with: 1, 1/2, 1/4. */
  const twice = (): TestGraph => {
    const graph = new TestGraph();
    graph.input('input', 'float32', [1, 3, 'h', 'w']);
    const dimmed = graph.node('Mul', ['input', graph.floats([1, 0.5, 0.25], [1, 3, 1, 1])]);
    const scales = graph.floats([1, 1, 2, 2]);
    const large = graph.node('Resize', [dimmed, '', scales], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    });
    graph.output('output', large, 'float32', [1, 3, 'hh', 'ww']);
    return graph;
  };

  it('puts every pixel in its place, over more than one tile', async () => {
    const graph = { model: 'esrgan', file: 'x2.onnx', factor: 2, input: 'input', output: 'output' };
    const enlarger = createEnlarger(await fixedGraph(twice()), graph);
    const [width, height] = [401, 205];
    const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7919) % 251);

    const large = await enlarger.enlarge({ width, height, data }, signal);

    expect([large.width, large.height, enlarger.factor]).toEqual([802, 410, 2]);
    for (let y = 0; y < 410; y += 3) {
      for (let x = 0; x < 802; x += 5) {
        for (const [channel, share] of [1, 0.5, 0.25].entries()) {
          const from = data[((y >> 1) * width + (x >> 1)) * 3 + channel] ?? 0;
          const made = large.data[(y * 802 + x) * 3 + channel] ?? 0;
          if (Math.abs(made - from * share) > 0.51) expect([x, y, made]).toEqual([x, y, from * share]);
        }
      }
    }
  });

  it('stops when it is told to', async () => {
    const graph = { model: 'esrgan', file: 'x2.onnx', factor: 2, input: 'input', output: 'output' };
    const enlarger = createEnlarger(await fixedGraph(twice()), graph);
    const stopped = enlarger.enlarge({ width: 2, height: 2, data: new Uint8Array(12) }, AbortSignal.abort());

    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
