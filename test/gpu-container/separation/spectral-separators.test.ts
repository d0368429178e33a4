import { describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { createMdxSeparator } from '../../../gpu-container/src/engines/mdx-net/create-mdx-separator.js';
import { MDX_GRAPHS } from '../../../gpu-container/src/engines/mdx-net/mdx-graphs.js';
import { createTigerSeparator } from '../../../gpu-container/src/engines/tiger/create-tiger-separator.js';
import { TestGraph } from '../onnx/test-graph.js';
import { mdxGraph, tigerGraph } from './published-signatures.js';
import { RATE, separateMix, worstOf } from './separate-mix.js';
import { watchedGraph } from './watched-graph.js';

const VOC_FT = MDX_GRAPHS['mdx-voc-ft'];
/** Gives the whole spectrum back, so that nothing but the path around the graph is measured. */
const WHOLE = { ...VOC_FT, bins: VOC_FT.fftSize / 2 + 1, compensation: 1 };

/** Lets bins from … to through. */
function bandGraph(bins: number, from: number, to: number): TestGraph {
  const graph = new TestGraph();
  graph.input('input', 'float32', ['batch', 4, bins, 256]);
  const mask = Array.from({ length: bins }, (_, bin) => (bin >= from && bin <= to ? 1 : 0));
  graph.output('output', graph.node('Mul', ['input', graph.floats(mask, [1, 1, bins, 1])]), 'float32', [
    'batch',
    4,
    bins,
    256,
  ]);
  return graph;
}

const noise = (length: number, seed: number): Float32Array => {
  const next = createNoise(seed);
  return Float32Array.from({ length }, () => 0.4 * next());
};
const tone = (length: number, hz: number, level = 0.3): Float32Array =>
  Float32Array.from({ length }, (_, at) => level * Math.sin((2 * Math.PI * hz * at) / RATE));
const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

describe('MDX-Net', () => {
  // a segment is 261 120 samples, one begins every 195 840, the first 3840 before the sound
  it.each([1, 1000, 192_000, 257_280, 257_281, 453_120, 500_003])(
    'gives %i samples of noise back through a graph that changes nothing',
    async (length) => {
      const deps = await watchedGraph(mdxGraph(WHOLE.bins, [1, 1, 1, 1]));
      const mix = [noise(length, 1), noise(length, 2)];

      const { dialogue, progress } = await separateMix(createMdxSeparator(deps, { ...WHOLE, silentBins: 0 }), mix);

      expect(dialogue.map((side) => side.length)).toEqual([length, length]);
      for (const [channel, side] of dialogue.entries()) {
        expect(worstOf(side, (at) => mix[channel]?.[at] ?? Number.NaN).error).toBeLessThan(1e-6);
      }
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
      expect(progress.at(-1)).toBe(1);
    },
  );

  it('shows the network left and right as published, and takes its planes for left and right', async () => {
    const deps = await watchedGraph(mdxGraph(WHOLE.bins, [0.5, 0.5, -0.25, -0.25]));
    const mix = [tone(30_000, 440), tone(30_000, 3000)];

    const { dialogue } = await separateMix(createMdxSeparator(deps, { ...WHOLE, silentBins: 0 }), mix);

    expect(worstOf(dialogue[0] ?? new Float32Array(), (at) => 0.5 * (mix[0]?.[at] ?? 0)).error).toBeLessThan(1e-6);
    expect(worstOf(dialogue[1] ?? new Float32Array(), (at) => -0.25 * (mix[1]?.[at] ?? 0)).error).toBeLessThan(1e-6);
    const [feeds] = deps.given;
    const input = feeds?.['input'];
    if (input?.type !== 'float32') throw new Error('nothing was heard');
    expect(input.dims).toEqual([1, 4, 3841, 256]);
    // the middle of the first second lies in frame 10; 440 Hz is bin 76.6, 3000 Hz bin 522.4
    const power = (plane: number, bin: number) => Math.abs(input.data[(plane * 3841 + bin) * 256 + 10] ?? 0);
    const loudest = (plane: number) =>
      Array.from({ length: 3841 }, (_, bin) => bin).reduce((best, bin) =>
        power(plane, bin) > power(plane, best) ? bin : best,
      );
    expect([0, 1, 2, 3].map(loudest)).toEqual([77, 77, 522, 522]);
  });

  it('multiplies with the published compensation, silences the lowest three bins and knows nothing above 17.6 kHz', async () => {
    const deps = await watchedGraph(mdxGraph(VOC_FT.bins, [1, 1, 1, 1]));
    const length = 300_000;
    const [heard, low, high] = [tone(length, 1000), tone(length, 4), tone(length, 18_500)];
    const mix = heard.map((x, at) => x + (low[at] ?? 0) + (high[at] ?? 0));

    const { dialogue } = await separateMix(createMdxSeparator(deps, VOC_FT), [mix, mix]);

    const [left = new Float32Array()] = dialogue;
    const inner = left.subarray(20_000, length - 20_000);
    const { error } = worstOf(inner, (at) => 1.021 * (heard[at + 20_000] ?? 0));
    expect(error).toBeLessThan(1e-3);
  });

  it('takes a tone out with a band, and leaves one beside it', async () => {
    // 200 to 4000 Hz
    const deps = await watchedGraph(bandGraph(VOC_FT.bins, 35, 697));
    const length = 250_000;
    const [kept, taken] = [tone(length, 1000), tone(length, 6000)];
    const mix = kept.map((x, at) => x + (taken[at] ?? 0));

    const { dialogue } = await separateMix(createMdxSeparator(deps, { ...VOC_FT, compensation: 1 }), [mix, mix]);

    const inner = (dialogue[0] ?? new Float32Array()).subarray(20_000, length - 20_000);
    const difference = inner.map((x, at) => x - (kept[at + 20_000] ?? 0));
    expect(20 * Math.log10(rms(difference) / rms(taken))).toBeLessThan(-80);
  });

  it('hears mono twice and gives it back once', async () => {
    const deps = await watchedGraph(mdxGraph(WHOLE.bins, [1, 1, 0, 0]));
    const mix = [noise(40_000, 3)];

    const { dialogue } = await separateMix(createMdxSeparator(deps, { ...WHOLE, silentBins: 0 }), mix);

    expect(dialogue).toHaveLength(1);
    expect(worstOf(dialogue[0] ?? new Float32Array(), (at) => mix[0]?.[at] ?? 0).error).toBeLessThan(1e-6);
  });

  it('runs four segments at once on a GPU, halves what does not fit, and gives the same', async () => {
    const deps = await watchedGraph(mdxGraph(WHOLE.bins, [1, 1, 1, 1]), { kind: 'cuda', mostItems: 2 });
    const mix = [noise(1_200_000, 4), noise(1_200_000, 5)];

    const { dialogue } = await separateMix(createMdxSeparator(deps, { ...WHOLE, silentBins: 0 }), mix);

    expect(deps.given.map((feeds) => feeds['input']?.dims[0])).toEqual([4, 2, 2, 2]);
    for (const [channel, side] of dialogue.entries()) {
      expect(worstOf(side, (at) => mix[channel]?.[at] ?? Number.NaN).error).toBeLessThan(1e-6);
    }
  });

  it('stops when it is told to, and refuses a mix at another rate', async () => {
    const deps = await watchedGraph(mdxGraph(VOC_FT.bins, [1, 1, 1, 1]));
    const separator = createMdxSeparator(deps, VOC_FT);
    const mix = [noise(1000, 6), noise(1000, 7)];

    await expect(separateMix(separator, mix, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(separateMix(separator, mix, { sampleRateHz: 48_000 })).rejects.toMatchObject({ code: 'internal' });
    expect(deps.given).toEqual([]);
  });
});

describe('TIGER', () => {
  // a segment is 529 200 samples, one begins every 176 400, the first 352 800 before the sound
  it.each([1, 999, 176_400, 176_401, 400_000])('gives half of %i samples of each channel', async (length) => {
    const deps = await watchedGraph(tigerGraph());
    const mix = [noise(length, 8), noise(length, 9)];

    const { dialogue } = await separateMix(createTigerSeparator(deps), mix);

    for (const [channel, side] of dialogue.entries()) {
      expect(side).toHaveLength(length);
      expect(worstOf(side, (at) => 0.5 * (mix[channel]?.[at] ?? Number.NaN)).error).toBeLessThan(1e-6);
    }
    expect(deps.given).toHaveLength(2 * (Math.ceil(length / 176_400) + 2));
  });

  it('hears every channel by itself', async () => {
    const deps = await watchedGraph(tigerGraph());
    const mix = [tone(20_000, 500), new Float32Array(20_000)];

    const { dialogue } = await separateMix(createTigerSeparator(deps), mix);

    const energies = deps.given.map((feeds) => {
      const spectrum = feeds['mix_spec'];
      return spectrum?.type === 'float32' && spectrum.data.some((value) => Math.abs(value) > 1e-3);
    });
    expect(energies.filter((_, at) => at % 2 === 1)).toEqual([false, false, false]);
    expect(dialogue[1]?.every((value) => Math.abs(value) < 1e-9)).toBe(true);
  });
});
