import { describe, expect, it } from 'vitest';
import { createCachedDecoder } from '../../../gpu-container/src/onnx/create-cached-decoder.js';
import { decodeBeams } from '../../../gpu-container/src/onnx/decode-beams.js';
import { decodeGreedily } from '../../../gpu-container/src/onnx/decode-greedily.js';
import { logSumOfExponentials } from '../../../gpu-container/src/onnx/log-sum-of-exponentials.js';
import { topTokens } from '../../../gpu-container/src/onnx/top-tokens.js';
import { scriptedDecoder } from './scripted-decoder.js';

const WORDS = 5;
const END = 0;
const START = 4;
const MOST = 4;
const never = new AbortController().signal;

/** A language of chance: what may follow depends on everything said, so a cache in the wrong place shows. */
function model({ origin, said }: { readonly origin: number; readonly said: readonly number[] }): Float32Array {
  let state = 977 * (origin + 1);
  for (const token of said) state = (Math.imul(state, 31) + 7 * token + 1) >>> 0;
  return Float32Array.from({ length: WORDS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 4 * (state / 2 ** 32);
  });
}

const logProbabilities = (origin: number, said: readonly number[]): readonly number[] => {
  const logits = [...model({ origin, said })];
  logits[START] = Number.NEGATIVE_INFINITY;
  const sum = Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0));
  return logits.map((logit) => logit - sum);
};

interface Sentence {
  readonly tokens: readonly number[];
  readonly score: number;
}

/** Every sentence that comes to its end, with its score. */
function* sentences(origin: number, penalty: number, tokens: readonly number[] = [], sum = 0): Generator<Sentence> {
  const next = logProbabilities(origin, [START, ...tokens]);
  for (const [token, value] of next.entries()) {
    const total = sum + value;
    if (token === END) yield { tokens, score: total / (tokens.length + 1) ** penalty };
    else if (token !== START && tokens.length + 1 < MOST) yield* sentences(origin, penalty, [...tokens, token], total);
  }
}

const bestOf = (origin: number, penalty: number, isAllowed: (text: string) => boolean = () => true) =>
  [...sentences(origin, penalty)]
    .filter(({ tokens }) => isAllowed(tokens.join('')))
    .toSorted((a, b) => b.score - a.score)[0];

const decode = (
  origins: readonly number[],
  more: { readonly beams?: number; readonly penalty?: number; readonly required?: readonly number[][][] } = {},
) =>
  decodeBeams({
    decoder: createCachedDecoder(scriptedDecoder({ words: WORDS, model, origins })),
    prompts: origins.map(() => [START]),
    ...{ endToken: END, maxTokens: MOST, forbidden: [START], signal: never },
    ...{ beams: more.beams ?? 200, lengthPenalty: more.penalty ?? 1 },
    ...(more.required === undefined ? {} : { required: more.required }),
  });

const ORIGINS = [0, 1, 2, 3, 4, 5, 6, 7];

describe('beam search', () => {
  it.each([0, 0.6, 1])(
    'that follows enough outputs finds the best of all sentences (length penalty %d)',
    async (penalty) => {
      const found = await decode(ORIGINS, { penalty });
      for (const [at, origin] of ORIGINS.entries()) {
        const best = bestOf(origin, penalty);
        expect(found[at]?.tokens).toEqual(best?.tokens);
        expect(found[at]?.score).toBeCloseTo(best?.score ?? Number.NaN, 5);
      }
    },
  );

  it('with four outputs is never worse than greedy, and better somewhere', async () => {
    const many = Array.from({ length: 60 }, (_, origin) => origin);
    const [one, four] = [await decode(many, { beams: 1 }), await decode(many, { beams: 4 })];
    // of what came to its end: a text that was cut off lacks the price of its end
    const gains = four.flatMap(({ score }, at) => {
      const greedy = one[at];
      return greedy === undefined || greedy.tokens.length === MOST ? [] : [score - greedy.score];
    });
    expect(gains.length).toBeGreaterThan(3);
    expect(Math.min(...gains)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gains)).toBeGreaterThan(0.05);
  });

  it('with one output is greedy decoding', async () => {
    const greedy = await decodeGreedily({
      ...scriptedDecoder({ words: WORDS, model, origins: ORIGINS }),
      prompts: ORIGINS.map(() => [START]),
      ...{ endToken: END, maxTokens: MOST, signal: never },
      shapeLogits: (logits) => {
        logits[START] = Number.NEGATIVE_INFINITY;
      },
    });
    const found = await decode(ORIGINS, { beams: 1 });
    expect(found.map(({ tokens }) => tokens)).toEqual(greedy.map(({ tokens }) => tokens));
  });

  it('gives everyone the same alone and in a batch', async () => {
    const together = await decode(ORIGINS, { beams: 3 });
    for (const [at, origin] of ORIGINS.entries())
      expect((await decode([origin], { beams: 3 }))[0]).toEqual(together[at]);
  });

  it('brings in what is required, where it costs least', async () => {
    for (const required of [[[3]], [[2, 1]], [[1], [2]]]) {
      const found = await decode(ORIGINS, { required: ORIGINS.map(() => required) });
      for (const [at, origin] of ORIGINS.entries()) {
        const best = bestOf(origin, 1, (text) => required.every((sequence) => text.includes(sequence.join(''))));
        expect(found[at]).toMatchObject({ tokens: best?.tokens, isComplete: true });
      }
    }
  });

  it('brings it in with four outputs too, and only where it is required', async () => {
    const required = ORIGINS.map((origin) => (origin % 2 === 0 ? [[3, 3]] : []));
    const found = await decode(ORIGINS, { beams: 4, required });
    const free = await decode(ORIGINS, { beams: 4 });
    for (const [at, origin] of ORIGINS.entries()) {
      if (origin % 2 === 1) expect(found[at]).toEqual(free[at]);
      else expect(found[at]?.tokens.join('')).toContain('33');
    }
  });

  it('says so when what is required cannot be said', async () => {
    const found = await decode([0], { beams: 4, required: [[[1, 2, 3, 1, 2, 3]]] });
    expect(found[0]?.isComplete).toBe(false);
  });
});

describe('a model that gives no numbers', () => {
  const broken = () =>
    scriptedDecoder({ words: WORDS, model: () => new Float32Array(WORDS).fill(Number.NaN), origins: [0] });
  const common = { prompts: [[START]], endToken: END, maxTokens: MOST, signal: never };

  it('is a failure, not an empty text', async () => {
    const beams = { decoder: createCachedDecoder(broken()), beams: 2, lengthPenalty: 1, forbidden: [START] };
    await expect(decodeBeams({ ...common, ...beams })).rejects.toMatchObject({ code: 'engine-failed' });
    await expect(decodeGreedily({ ...common, ...broken() })).rejects.toMatchObject({ code: 'engine-failed' });
  });
});

describe('the sum of exponentials', () => {
  it('is right to a millionth', () => {
    const logits = Float32Array.from({ length: 50_000 }, (_, at) => 12 * Math.sin(at * at) - (at % 7));
    const greatest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
    const exact = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    expect(Math.abs(logSumOfExponentials(logits, greatest) - exact)).toBeLessThan(1e-6);
  });

  it('leaves out what is forbidden', () => {
    const logits = Float32Array.of(1, Number.NEGATIVE_INFINITY, 1);
    expect(logSumOfExponentials(logits, 1)).toBeCloseTo(1 + Math.log(2), 9);
  });
});

describe('the top tokens', () => {
  it('are the greatest, in order, of equals the first', () => {
    expect(topTokens(Float32Array.of(1, 5, 3, 5, Number.NEGATIVE_INFINITY, 2), 4)).toEqual([1, 3, 2, 5]);
    expect(topTokens(Float32Array.of(1, 2), 4)).toEqual([1, 0]);
  });
});
