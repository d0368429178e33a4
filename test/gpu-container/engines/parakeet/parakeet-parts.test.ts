import { describe, expect, it } from 'vitest';
import { nameLanguage } from '../../../../gpu-container/src/engines/parakeet/name-language.js';
import { readVocabulary } from '../../../../gpu-container/src/engines/parakeet/read-vocabulary.js';
import { wordsFromPieces } from '../../../../gpu-container/src/engines/parakeet/words-from-pieces.js';
import { decodeTransducer } from '../../../../gpu-container/src/onnx/decode-transducer.js';
import type { OnnxSession } from '../../../../gpu-container/src/onnx/onnx-session.js';

describe('words from pieces', () => {
  const words = (said: ReadonlyArray<readonly [piece: string, frame: number, duration: number]>, durationMs = 10_000) =>
    wordsFromPieces({
      tokens: said.map(([, frame, duration], token) => ({ token, frame, duration, probability: 0.5 })),
      pieces: said.map(([piece]) => piece),
      ...{ frameMs: 80, durationMs },
    }).map(({ text, startMs, endMs }) => `${text} ${startMs}-${endMs}`);

  it('begin at ▁, last as long as their tokens, and are not lengthened by marks', () => {
    expect(
      words([
        ['▁Gu', 2, 1],
        ['ten', 3, 2],
        ['▁Tag', 10, 3],
        [',', 13, 4],
        ['▁W', 20, 0],
        ['elt', 20, 1],
        ['!', 21, 4],
      ]),
    ).toEqual(['Guten 160-400', 'Tag, 800-1040', 'Welt! 1600-1680']);
  });

  it('take closing marks that stand alone to the word before, and opening ones to the word behind', () => {
    expect(
      words([
        ['▁no', 0, 1],
        ['▁?', 2, 1],
        ['▁¿', 5, 1],
        ['qué', 6, 1],
      ]),
    ).toEqual(['no? 0-80', '¿qué 400-560']);
  });

  it('leave out marks of the model, end before the next one begins and within the sound', () => {
    expect(
      words(
        [
          ['<|en|>', 0, 1],
          ['▁so', 1, 4],
          ['▁we', 3, 0],
          ['▁go', 3, 4],
        ],
        300,
      ),
    ).toEqual(['so 80-240', 'we 240-240', 'go 240-300']);
  });
});

describe('the vocabulary', () => {
  it('is a piece and its token a line, blank last', () => {
    expect(readVocabulary('<unk> 0\n▁a 1\nb 2\r\n<blk> 3\n')).toEqual({
      pieces: ['<unk>', '▁a', 'b', '<blk>'],
      blank: 3,
    });
  });

  it.each(['<unk> 0\n▁a 1\n', '<blk> 0\n▁a 1\n', ''])('is refused without blank at its end: %j', (text) => {
    expect(() => readVocabulary(text)).toThrow('<blk>');
  });
});

describe('naming a language by its words', () => {
  const say = (text: string) => nameLanguage(text.split(' '));

  it('knows texts of the languages it has function words of', () => {
    expect(say('Das ist nicht der Tag, an dem wir mit dem Zug und auch mit den Kindern fahren.')).toBe('de');
    expect(say('The house is not for you, and they have it with them.')).toBe('en');
    expect(say('Los niños y las niñas no están en el parque con sus padres, pero son felices.')).toBe('es');
  });

  it('does not guess', () => {
    expect(say('Bonjour')).toBeUndefined();
    expect(say('')).toBeUndefined();
  });
});

describe('decoding a transducer', () => {
  it('gives a frame no more than ten tokens, and goes on', async () => {
    let runs = 0;
    const decoder: OnnxSession = {
      ...{ device: 'cpu', inputNames: [], outputNames: [], inputTypes: {}, runMs: 0 },
      run: async (feeds) => {
        runs += 1;
        const rows = feeds['targets']?.dims[0] ?? 0;
        // always the first token, and never a jump
        const logits = Float32Array.from({ length: rows * 7 }, (_, at) => (at % 7 === 0 || at % 7 === 2 ? 5 : 0));
        const state = { type: 'float32', data: new Float32Array(rows * 4), dims: [2, rows, 2] } as const;
        return {
          outputs: { type: 'float32', data: logits, dims: [rows, 1, 1, 7] },
          ...{ output_states_1: state, output_states_2: state },
        };
      },
    };
    const [tokens, none] = await decodeTransducer({
      ...{ decoder, blank: 1, memory: { layers: 2, width: 2 }, lengths: [3, 0] },
      encoded: { type: 'float32', data: new Float32Array(2 * 4 * 3), dims: [2, 4, 3] },
      signal: new AbortController().signal,
    });
    expect(tokens?.map(({ frame }) => frame)).toEqual([0, 1, 2].flatMap((frame) => new Array<number>(10).fill(frame)));
    expect(none).toEqual([]);
    expect(runs).toBe(30);
  });
});
