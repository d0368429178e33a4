import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alignTokens } from '../../../../gpu-container/src/engines/whisper/align-tokens.js';
import { createLogMel } from '../../../../gpu-container/src/engines/whisper/create-log-mel.js';
import { wordsFromTokens } from '../../../../gpu-container/src/engines/whisper/words-from-tokens.js';
import { createPowerSpectrum } from '../../../../gpu-container/src/neural/create-power-spectrum.js';
import { loadTransformers } from '../../../../gpu-container/src/onnx/load-transformers.js';
import { writeTinyWhisper } from './tiny-whisper.js';

describe('aligning tokens to frames', () => {
  it('finds the frame at which each token is reached', () => {
    const starts = [0, 12, 30, 31, 70];
    const rows = starts.map((start, at) =>
      Float32Array.from({ length: 100 }, (_, frame) => (frame >= start && frame < (starts[at + 1] ?? 100) ? 1 : 0.01)),
    );
    const found = alignTokens({ attention: [rows, rows], frames: 100 });
    for (const [at, start] of starts.entries()) {
      // a token of one frame is narrower than the median of seven: it may move by its reach
      expect(Math.abs((found[at] ?? 0) - start)).toBeLessThanOrEqual(at === 2 || at === 3 ? 3 : 1);
    }
  });

  it('never goes back and never looks into the padding', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const rows = Array.from({ length: 12 }, () => Float32Array.from({ length: 1500 }, random));
    const found = alignTokens({ attention: [rows], frames: 40 });
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found.at(-1)).toBeLessThan(40);
    expect(found.length).toBe(12);
  });

  it('has nothing to say of no tokens', () => {
    expect(alignTokens({ attention: [], frames: 10 })).toEqual([]);
    expect(alignTokens({ attention: [[]], frames: 10 })).toEqual([]);
  });
});

describe('words from tokens', () => {
  const words = (pieces: readonly string[], language: string) => {
    const bytes = pieces.map((piece) => Buffer.from(piece, 'latin1'));
    return wordsFromTokens({
      tokens: pieces.map((_, at) => at),
      timesMs: [...pieces, ''].map((_, at) => at * 100),
      probabilities: pieces.map((_, at) => 1 / (at + 1)),
      decode: (tokens) => Buffer.concat(tokens.map((token) => bytes[token] ?? Buffer.alloc(0))).toString('utf8'),
      language,
    }).map(({ text, startMs, endMs }) => `${text} ${startMs}-${endMs}`);
  };

  it('join the parts of a word and the marks that touch it', () => {
    expect(words([' Hello', ',', ' wor', 'ld', '!', ' ¿'.replace('¿', '"'), 'Yes', '"'], 'en')).toEqual([
      'Hello, 0-200',
      'world! 200-500',
      '"Yes" 500-800',
    ]);
  });

  it('are as certain as their tokens are on average', () => {
    const heard = wordsFromTokens({
      tokens: [0, 1, 2],
      timesMs: [0, 100, 200, 300],
      probabilities: [0.9, 0.5, 0.7],
      decode: (tokens) => tokens.map((token) => [' wor', 'ld', ' !a'][token]).join(''),
      language: 'en',
    });
    expect(heard.map(({ confidence }) => confidence)).toEqual([0.7, 0.7]);
  });

  it('wait for all bytes of a sign, and time the signs of a language without spaces one by one', () => {
    const utf8 = (text: string) => [...Buffer.from(text, 'utf8')].map((byte) => String.fromCharCode(byte));
    expect(words(utf8('你好').concat(utf8('。').join('')), 'zh')).toEqual(['你 0-300', '好。 300-700']);
  });
});

describe('the spectrogram', () => {
  let seed = 1;
  const noise = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return 0.1 * (seed / 2 ** 31 - 1);
  };
  const sweep = (length: number) =>
    Float32Array.from({ length }, (_, at) => noise() + 0.3 * Math.sin((at * at) / 40_000));

  it('is the one openai/whisper documents, to four decimals, on noise and a sweep', () => {
    const samples = sweep(32_000);
    const { data } = createLogMel(80)(samples);

    const frames = [0, 1, 57, 120, 199, 200, 201, 1000];
    const reference = whisperMel(samples, frames);
    for (const [index, frame] of frames.entries()) {
      for (let band = 0; band < 80; band++)
        expect(data[band * 3000 + frame]).toBeCloseTo(reference[index]?.[band] ?? Number.NaN, 4);
    }
  });

  it.each([80, 128])(
    'is that of transformers.js, %i bands, of sound of any length up to the whole window',
    async (mels) => {
      const folder = await mkdtemp(join(tmpdir(), 'polydub-mel-'));
      await writeTinyWhisper(join(folder, 'tiny'), '', {}, mels);
      const library = await loadTransformers(folder);
      const extractor = await library.AutoFeatureExtractor.from_pretrained('tiny');
      const ours = createLogMel(mels);
      for (const length of [1, 399, 16_000, 480_000]) {
        const samples = sweep(length);
        const { input_features: features } = await extractor(samples);
        const { data } = ours(samples);
        let furthest = 0;
        for (let at = 0; at < data.length; at++)
          furthest = Math.max(furthest, Math.abs((data[at] ?? Number.NaN) - features.data[at]));
        expect({ length, isNear: furthest < 0.00005 }).toEqual({ length, isNear: true });
      }
      await rm(folder, { recursive: true, force: true });
    },
  );
});

describe('the power spectrum', () => {
  it.each([8, 10, 18, 20, 50, 400, 512])('of %i samples is that of the definition', (length) => {
    const frame = Float64Array.from({ length }, (_, n) => Math.sin(n * n) + 0.3 * Math.cos(n));
    const powers = createPowerSpectrum(length)(frame);
    expect(powers.length).toBe(length / 2 + 1);
    for (const [bin, power] of powers.entries()) {
      let [re, im] = [0, 0];
      for (const [n, value] of frame.entries()) {
        re += value * Math.cos((2 * Math.PI * bin * n) / length);
        im -= value * Math.sin((2 * Math.PI * bin * n) / length);
      }
      expect(power).toBeCloseTo(re * re + im * im, 8);
    }
  });

  it('refuses a length it has no factors for', () => {
    expect(() => createPowerSpectrum(14)).toThrow('other factors than 2, 3 and 5');
  });
});

/** The published recipe (openai/whisper, audio.py), in the plainest way: padded and mirrored, Hann, DFT, Slaney mel, log. */
function whisperMel(samples: Float32Array, wanted: readonly number[]): number[][] {
  const padded = new Float64Array(480_000);
  padded.set(samples);
  const at = (index: number) =>
    padded[index < 0 ? -index : index >= padded.length ? 2 * (padded.length - 1) - index : index] ?? 0;
  const filters = slaneyFilters();
  const log = (frame: number) => {
    const powers = Array.from({ length: 201 }, (_, bin) => {
      let [re, im] = [0, 0];
      for (let n = 0; n < 400; n++) {
        const value = at(frame * 160 - 200 + n) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 400));
        re += value * Math.cos((2 * Math.PI * bin * n) / 400);
        im -= value * Math.sin((2 * Math.PI * bin * n) / 400);
      }
      return re * re + im * im;
    });
    return filters.map((filter) =>
      Math.log10(
        Math.max(
          1e-10,
          filter.reduce((sum, weight, bin) => sum + weight * (powers[bin] ?? 0), 0),
        ),
      ),
    );
  };
  // the loudest of all frames sets the floor: the sound is over after two seconds
  const loudest = Math.max(...Array.from({ length: 202 }, (_, frame) => Math.max(...log(frame))));
  return wanted.map((frame) => log(frame).map((value) => (Math.max(value, loudest - 8) + 4) / 4));
}

function slaneyFilters(): number[][] {
  const toHz = (mel: number) => (mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp((mel - 15) * (Math.log(6.4) / 27)));
  const top = 15 + Math.log(8) / (Math.log(6.4) / 27);
  const points = Array.from({ length: 82 }, (_, at) => toHz((at * top) / 81));
  return Array.from({ length: 80 }, (_, band) => {
    const [low = 0, middle = 0, high = 0] = points.slice(band, band + 3);
    return Array.from({ length: 201 }, (_unused, bin) => {
      const hz = bin * 40;
      return (Math.max(0, Math.min((hz - low) / (middle - low), (high - hz) / (high - middle))) * 2) / (high - low);
    });
  });
}
