import { describe, expect, it } from 'vitest';
import { decodeWithFallback } from '../../../../gpu-container/src/engines/whisper/decode-with-fallback.js';
import { scriptedDecoder } from '../../onnx/scripted-decoder.js';

const WORDS = 50;
const END = 48;
const SILENCE = 49;
const START = 47;
const never = new AbortController().signal;

/** Logits where the named words have the named values and all others −20. */
const logits = (values: Readonly<Record<number, number>>) =>
  Float32Array.from({ length: WORDS }, (_, word) => values[word] ?? -20);

/** By its row of the input: 0 speaks clearly, 1 loops, 2 mumbles in silence, 3 mumbles, and nobody is silent. */
const model = ({ origin, said }: { readonly origin: number; readonly said: readonly number[] }) => {
  const step = said.length - 1;
  if (said.length === 0) return logits({});
  if (step >= 30) return logits({ [END]: 20 });
  if (origin === 0) return step >= 5 ? logits({ [END]: 20 }) : logits({ [step]: 20, [SILENCE]: step === 0 ? 30 : -20 });
  if (origin === 1)
    return logits({ 7: 4, ...Object.fromEntries(Array.from({ length: 40 }, (_, word) => [word, word === 7 ? 4 : 0])) });
  const unsure = Object.fromEntries(Array.from({ length: 40 }, (_, word) => [word, word === (step * 7) % 40 ? 1 : 0]));
  return logits({ ...unsure, [SILENCE]: step === 0 && origin === 2 ? 9 : -20 });
};

const decode = (origins: readonly number[], temperatures: readonly number[]) =>
  decodeWithFallback({
    ...scriptedDecoder({ words: WORDS, model, origins }),
    prompts: origins.map(() => [START]),
    endToken: END,
    maxTokens: 40,
    probe: SILENCE,
    shapeLogits: (row) => {
      row[SILENCE] = Number.NEGATIVE_INFINITY;
    },
    textOf: (tokens) => String.fromCodePoint(...tokens.map((token) => 0x4e00 + 37 * token)),
    temperatures,
    signal: never,
  });

describe('decoding with what to do when it goes wrong', () => {
  it('leaves alone what is said clearly', async () => {
    const [clear] = await decode([0], [0, 1]);
    expect(clear?.tokens).toEqual([0, 1, 2, 3, 4]);
    expect(clear?.meanLogProbability).toBeGreaterThan(-0.01);
  });

  it('tries a loop again with some chance, and takes what does not loop', async () => {
    const [greedy] = await decode([1], [0]);
    expect(new Set(greedy?.tokens)).toEqual(new Set([7]));
    const [second] = await decode([1], [0, 1]);
    expect(new Set(second?.tokens).size).toBeGreaterThan(8);
  });

  it('makes nothing of what is improbable and taken for silence, and keeps what is only improbable', async () => {
    const [silence, mumbled] = await decode([2, 3], [0]);
    expect(silence).toMatchObject({ tokens: [], attention: [] });
    expect(mumbled?.tokens.length).toBe(30);
  });

  it('gives everyone the same alone and in a batch, every time', async () => {
    const origins = [0, 1, 2, 3];
    const together = await decode(origins, [0, 0.4, 1]);
    expect(await decode(origins, [0, 0.4, 1])).toEqual(together);
    for (const origin of origins) expect((await decode([origin], [0, 0.4, 1]))[0]).toEqual(together[origin]);
  });
});
