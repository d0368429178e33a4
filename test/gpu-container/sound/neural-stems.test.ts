import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoise } from '../../../bench/sound/synthesize-music.js';
import { openWavReader } from '../../../gpu-container/src/sound/open-wav-reader.js';
import { separateSound } from '../../../gpu-container/src/sound/separate-sound.js';
import { writeNeuralStems } from '../../../gpu-container/src/sound/write-neural-stems.js';
import { SeparationReport } from '../../../pipeline/contracts/separation-report.js';
import type { SourceSeparator } from '../../../pipeline/ports/source-separator.js';
import { synthesizeVoice } from '../../pipeline/sound/synthesize-voice.js';
import { temporaryFolder, writeWav } from './temporary-folder.js';

const RATE = 48_000;
const signal = new AbortController().signal;
const onProgress = () => undefined;

/** Hears at 44.1 kHz, in blocks of an odd length, and takes for dialogue what `voice` makes of each sample. */
const made = (voice: (sample: number, at: number) => number, blockFrames = 10_007): SourceSeparator => ({
  sampleRateHz: 44_100,
  separate: async ({ mix, onDialogue, onProgress: tell }) => {
    for (let at = 0; at < mix.frames; at += blockFrames) {
      const block = await mix.readAt(at, blockFrames);
      await onDialogue(block.map((side) => side.map((sample, index) => voice(sample, at + index))));
      tell(Math.min(1, (at + blockFrames) / mix.frames));
    }
  },
});

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function read(path: string): Promise<Float32Array[]> {
  const reader = await openWavReader(path);
  const channels = await reader.read(reader.frames);
  await reader.close();
  return channels;
}

async function stemsOf(channels: readonly Float32Array[], separator: SourceSeparator, isMono = false) {
  const paths = ['original', 'background', 'dialogue'].map((name) => join(folder.path, `${name}.wav`));
  const [originalPath = '', backgroundPath = '', dialoguePath = ''] = paths;
  await writeWav(originalPath, channels);
  await writeNeuralStems({ originalPath, backgroundPath, dialoguePath, separator, isMono, signal, onProgress });
  return {
    original: await read(originalPath),
    background: await read(backgroundPath),
    dialogue: await read(dialoguePath),
  };
}

/** The lag at which two signals are most alike, in samples. */
function lagOf(found: Float32Array, expected: Float32Array): number {
  let best = { lag: Number.NaN, likeness: Number.NEGATIVE_INFINITY };
  for (let lag = -300; lag <= 300; lag++) {
    let likeness = 0;
    for (let at = 400; at < expected.length - 400; at++) likeness += (found[at + lag] ?? 0) * (expected[at] ?? 0);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best.lag;
}

const voice = (seconds: number) => synthesizeVoice({ sampleRateHz: RATE, seconds, pitchHz: 120 });
const noise = (length: number, seed: number, level = 0.2): Float32Array => {
  const next = createNoise(seed);
  return Float32Array.from({ length }, () => level * next());
};

describe('stems by a network', () => {
  it.each([1, 100, 48_000, 100_001])('add up to %i samples of the original, each of them', async (length) => {
    const { original, background, dialogue } = await stemsOf(
      [noise(length, 1), noise(length, 2)],
      made((x) => 0.7 * x),
    );

    expect([background, dialogue].map((stem) => stem.map((side) => side.length))).toEqual([
      [length, length],
      [length, length],
    ]);
    for (const [channel, side] of original.entries()) {
      const sum = side.map((_, at) => (background[channel]?.[at] ?? 0) + (dialogue[channel]?.[at] ?? 0));
      expect(sum).toEqual(side);
    }
  });

  it('lie where the original does', async () => {
    const { original, dialogue } = await stemsOf(
      [voice(3), voice(3)],
      made((x) => x),
    );

    expect(lagOf(dialogue[0] ?? new Float32Array(), original[0] ?? new Float32Array())).toBe(0);
    const [side = new Float32Array()] = dialogue;
    const error = Math.sqrt(side.reduce((sum, x, at) => sum + (x - (original[0]?.[at] ?? 0)) ** 2, 0) / side.length);
    const level = Math.sqrt(side.reduce((sum, x) => sum + x * x, 0) / side.length);
    expect(20 * Math.log10(error / level)).toBeLessThan(-45);
  });

  it('lose nothing where dialogue and original are as far apart as can be', async () => {
    const full = Float32Array.from({ length: 5000 }, (_, at) => (at % 100 < 50 ? 0.99 : -1));
    const { original, background, dialogue } = await stemsOf(
      [full, full],
      made((x) => -3 * x),
    );

    const sum = original[0]?.map((_, at) => (background[0]?.[at] ?? 0) + (dialogue[0]?.[at] ?? 0));
    expect(sum).toEqual(original[0]);
  });

  it('have two equal channels where one was heard', async () => {
    const heard: number[] = [];
    const counting: SourceSeparator = {
      sampleRateHz: 44_100,
      separate: async (params) => {
        heard.push(params.mix.channels);
        await made((x) => 0.5 * x).separate(params);
      },
    };
    const mono = noise(20_000, 3);
    const { background, dialogue } = await stemsOf([mono, mono], counting, true);

    expect(heard).toEqual([1]);
    expect(dialogue[1]).toEqual(dialogue[0]);
    expect(background[1]).toEqual(background[0]);
  });

  it('are not made of what is no number', async () => {
    const broken = made((x, at) => (at === 30_000 ? Number.NaN : x));
    await expect(stemsOf([noise(60_000, 4), noise(60_000, 5)], broken)).rejects.toMatchObject({
      code: 'engine-failed',
    });
  });
});

describe('separateSound with a network', () => {
  const SECONDS = 12;
  const spoken = voice(SECONDS);
  const hum = Float32Array.from({ length: spoken.length }, (_, at) => 0.1 * Math.sin((2 * Math.PI * 6000 * at) / RATE));
  /** Knows what is said: the best a network could do. */
  const perfect = (): SourceSeparator => {
    const at44 = Float32Array.from(
      { length: SECONDS * 44_100 },
      (_, at) => spoken[Math.round((at * 48_000) / 44_100)] ?? 0,
    );
    return made((_, at) => at44[at] ?? 0);
  };
  const separate = async (name: string, engine: SourceSeparator | undefined, channels: readonly Float32Array[]) => {
    const folderOf = await temporaryFolder();
    const originalPath = await writeWav(join(folderOf.path, `${name}.wav`), channels);
    const separator = engine && { id: 'test-net', engine };
    const progress: number[] = [];
    const params = { originalPath, outputDirectory: folderOf.path, separator, signal };
    const separated = await separateSound({ ...params, onProgress: (done) => progress.push(done) });
    const files = await readdir(folderOf.path);
    await folderOf.remove();
    return { separated, progress, files };
  };
  const mono = spoken.map((x, at) => x + (hum[at] ?? 0));

  it('parts mono, which the stereo image cannot', async () => {
    const { separated, progress } = await separate('mono', perfect(), [mono, mono]);
    const embedded = await separate('mono', undefined, [mono, mono]);

    expect(SeparationReport.parse(separated.report)).toMatchObject({
      method: 'neural',
      engine: 'test-net',
      sideToMidDb: -200,
    });
    expect(separated.report.reason).toBe('The network parted the dialogue from the rest.');
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(embedded.separated.report).toMatchObject({ method: 'duck' });
    expect(embedded.separated.report.engine).toBeUndefined();
  });

  it.each([
    [
      'takes the background for the voice',
      (x: number, at: number) => x - (spoken[Math.round((at * 48) / 44.1)] ?? 0),
      'swapped',
    ],
    ['leaves half of the voice', (x: number) => 0.5 * x, 'left the voice in both stems'],
    ['hears nothing', () => 0, 'swapped'],
  ])('does not trust a network that %s', async (_, make, reason) => {
    const { separated, files } = await separate('mix', made(make), [
      mono,
      mono.map((x, at) => x + 0.05 * Math.sin(at)),
    ]);

    expect(SeparationReport.parse(separated.report)).toMatchObject({ method: 'duck', engine: 'test-net' });
    expect(separated.report.reason).toContain(reason);
    expect(files).toEqual(['mix.wav']);
  });

  it('trusts a network that leaves so little of the voice in silence that ducking would leave as much', async () => {
    const { separated } = await separate(
      'alone',
      made((x) => 0.96 * x),
      [spoken, spoken],
    );
    const louder = await separate(
      'alone',
      made((x) => 0.9 * x),
      [spoken, spoken],
    );

    expect(separated.report).toMatchObject({ method: 'neural', backgroundSpeechScore: 0 });
    expect(louder.separated.report).toMatchObject({
      method: 'duck',
      reason: 'The network left the voice in both stems.',
    });
  });

  it('says so where there is no speech to part', async () => {
    const { separated } = await separate(
      'hum',
      made(() => 0),
      [hum, hum],
    );

    expect(separated.report).toMatchObject({ method: 'duck', reason: 'The network found no speech.' });
  });
});
