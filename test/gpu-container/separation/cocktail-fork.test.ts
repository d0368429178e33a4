import { describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { createCocktailForkSeparator } from '../../../gpu-container/src/engines/cocktail-fork/create-cocktail-fork-separator.js';
import type { TestGraph } from '../onnx/test-graph.js';
import { mrxGraph } from './published-signatures.js';
import { RATE, separateMix, worstOf } from './separate-mix.js';
import { watchedGraph } from './watched-graph.js';

/** The same number everywhere. */
const constant = (graph: TestGraph, magnitudes: string, value: number): string =>
  graph.node('Add', [graph.node('Mul', [magnitudes, graph.floats([0])]), graph.floats([value])]);

/** Shares of the three resolutions that add up to one for speech; music and effects get something else. */
const shares = { 1024: 0.5, 2048: 0.25, 8192: 0.25 } as const;
const identity = (): TestGraph =>
  mrxGraph((graph, magnitudes, size) => {
    const share = shares[size as keyof typeof shares];
    return [-3, share, 7].map((value) => constant(graph, magnitudes, value));
  });

const noise = (length: number, seed: number, level = 0.3): Float32Array => {
  const next = createNoise(seed);
  return Float32Array.from({ length }, () => level * next());
};
const tone = (length: number, hz: number, level: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => level * Math.sin((2 * Math.PI * hz * at) / RATE));

describe('the cocktail fork', () => {
  // a chunk is 882 000 samples, and the last 88 200 of each are faded into the next
  it.each([1, 5000, 882_000, 882_001, 1_000_000])(
    'gives %i samples back when speech is all',
    async (length) => {
      const deps = await watchedGraph(identity());
      const mix = [noise(length, 1), noise(length, 2)];

      const { dialogue, progress } = await separateMix(createCocktailForkSeparator(deps), mix);

      for (const [channel, side] of dialogue.entries()) {
        expect(side).toHaveLength(length);
        expect(worstOf(side, (at) => mix[channel]?.[at] ?? Number.NaN).error).toBeLessThan(1e-5);
      }
      expect(deps.given).toHaveLength(length > 882_000 ? 2 : 1);
      expect(progress.at(-1)).toBe(1);
    },
    60_000,
  );

  it('hears a mix at −27 LUFS however loud it is', async () => {
    const length = 5 * RATE;
    // bin 23 of the shortest frames; K-weighting is within 0.03 dB of what it is at 997 Hz, where it cancels −0.691 dB
    const hz = (23 * RATE) / 1024;
    for (const level of [0.5, 0.01]) {
      const deps = await watchedGraph(identity());
      const side = tone(length, hz, level);
      await separateMix(createCocktailForkSeparator(deps), [side, side]);

      const magnitudes = deps.given[0]?.['mag_1024'];
      if (magnitudes?.type !== 'float32') throw new Error('nothing was heard');
      const [channels = 0, bins = 0, frames = 0] = magnitudes.dims;
      expect([channels, bins]).toEqual([2, 513]);
      const peak = magnitudes.data[23 * frames + 400] ?? 0;
      // two channels of amplitude a have a power of a², so a is −27 dB; a Hann window of n gives n / 4, scaled by 1 / √n
      const expected = (10 ** (-27 / 20) * 1024) / 4 / 32;
      expect(Math.abs(20 * Math.log10(peak / expected))).toBeLessThan(0.05);
    }
  });

  it('masks the mix at its own level', async () => {
    // the mask is what is heard at −27 LUFS: a mix ten times softer is heard the same, and gives a tenth
    const graph = (): TestGraph =>
      mrxGraph((made, magnitudes) => [constant(made, magnitudes, 0), magnitudes, constant(made, magnitudes, 0)]);
    const loud = [noise(4 * RATE, 3), noise(4 * RATE, 4)];
    const soft = loud.map((side) => side.map((x) => 0.1 * x));

    const of = async (mix: readonly Float32Array[]) =>
      (await separateMix(createCocktailForkSeparator(await watchedGraph(graph())), mix)).dialogue[0] ??
      new Float32Array();
    const [first, second] = [await of(loud), await of(soft)];

    expect(first.some((x) => Math.abs(x) > 0.01)).toBe(true);
    expect(worstOf(second, (at) => 0.1 * (first[at] ?? 0)).error).toBeLessThan(1e-6);
  });

  it('hears mono once and silence without a gain', async () => {
    const deps = await watchedGraph(identity());
    const mono = [noise(30_000, 5)];

    const heard = await separateMix(createCocktailForkSeparator(deps), mono);
    const silent = await separateMix(createCocktailForkSeparator(deps), [new Float32Array(30_000)]);

    expect(deps.given.map((feeds) => feeds['mag_8192']?.dims[0])).toEqual([1, 1]);
    expect(worstOf(heard.dialogue[0] ?? new Float32Array(), (at) => mono[0]?.[at] ?? 0).error).toBeLessThan(1e-5);
    expect(silent.dialogue[0]?.every((x) => x === 0)).toBe(true);
  });

  it('stops when it is told to', async () => {
    const separator = createCocktailForkSeparator(await watchedGraph(identity()));
    const stopped = separateMix(separator, [noise(1000, 6)], { signal: AbortSignal.abort() });

    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
