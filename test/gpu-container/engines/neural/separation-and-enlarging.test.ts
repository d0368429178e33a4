import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDemucsSeparator } from '../../../../gpu-container/src/engines/demucs/create-demucs-separator.js';
import { createEnlarger } from '../../../../gpu-container/src/engines/super-resolution/create-enlarger.js';
import { createWavWriter } from '../../../../gpu-container/src/sound/create-wav-writer.js';
import { openWavReader } from '../../../../gpu-container/src/sound/open-wav-reader.js';
import { TestGraph } from '../../onnx/test-graph.js';
import { fixedGraph } from './fixed-graph.js';

const RATE = 44_100;
const SEGMENT = 4000;
const GRAPH = { model: 'demucs', file: 'demucs.onnx', input: 'mix', output: 'stems', segmentSamples: SEGMENT };
const signal = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'polydub-separation-'));

/** Stems that are 1/8, 1/4, 1/8 and 1/2 of the mix. */
const sharesGraph = (): TestGraph => {
  const graph = new TestGraph();
  graph.input('mix', 'float32', [1, 2, SEGMENT]);
  const spread = graph.node('Unsqueeze', ['mix', graph.integers([1])]);
  const shares = graph.floats([0.125, 0.25, 0.125, 0.5], [1, 4, 1, 1]);
  graph.output('stems', graph.node('Mul', [spread, shares]), 'float32', [1, 4, 2, SEGMENT]);
  return graph;
};

const write = async (name: string, channels: readonly Float32Array[], sampleRateHz = RATE): Promise<string> => {
  const path = join(folder, name);
  const writer = await createWavWriter({ path, sampleRateHz, channels: channels.length, format: 'f32' });
  await writer.write(channels);
  await writer.close();
  return path;
};
const read = async (path: string): Promise<Float32Array[]> => {
  const reader = await openWavReader(path);
  const channels = await reader.read(reader.frames);
  await reader.close();
  return channels;
};
/** Centred on zero, as the graph's shares of a constant would not add up with the mean put back four times. */
const wave = (length: number, hz: number) =>
  Float32Array.from({ length }, (_, at) => 0.3 * Math.sin((2 * Math.PI * hz * at) / RATE) * Math.cos(at / 5000));

describe('separation by segments', () => {
  it.each([1, 999, 4000, 4001, 7000, 25_013])('gives %i samples of every stem back without a seam', async (length) => {
    const separator = createDemucsSeparator(await fixedGraph(sharesGraph()), GRAPH);
    const mix = [wave(length, 440), wave(length, 440).map((x) => -0.5 * x)];
    const mixPath = await write('mix.wav', mix);
    const stemPaths = { vocals: join(folder, 'vocals.wav'), drums: join(folder, 'drums.wav') };
    const progress: number[] = [];

    await separator.separate({ mixPath, stemPaths, signal, onProgress: (done) => progress.push(done) });

    const mean = mix.flatMap((side) => [...side]).reduce((sum, x) => sum + x, 0) / (2 * length);
    for (const [path, share] of [
      [stemPaths.vocals, 0.5],
      [stemPaths.drums, 0.125],
    ] as const) {
      const stem = await read(path);
      expect(stem.map((side) => side.length)).toEqual([length, length]);
      for (const [channel, side] of stem.entries()) {
        for (const [at, value] of side.entries()) {
          const expected = ((mix[channel]?.[at] ?? 0) - mean) * share + mean;
          if (Math.abs(value - expected) > 1e-5) expect([at, value]).toEqual([at, expected]);
        }
      }
    }
    expect(progress.at(-1)).toBe(1);
  });

  it('takes silence for silence and refuses another format', async () => {
    const separator = createDemucsSeparator(await fixedGraph(sharesGraph()), GRAPH);
    const stemPaths = { other: join(folder, 'other.wav') };
    const silence = await write('silence.wav', [new Float32Array(5000), new Float32Array(5000)]);
    const mono = await write('mono.wav', [wave(100, 440)]);

    await separator.separate({ mixPath: silence, stemPaths, signal, onProgress: () => undefined });

    expect((await read(stemPaths.other))[0]?.every((value) => value === 0)).toBe(true);
    const refused = separator.separate({ mixPath: mono, stemPaths, signal, onProgress: () => undefined });
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
