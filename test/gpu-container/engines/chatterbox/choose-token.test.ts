import { describe, expect, it } from 'vitest';
import { chooseToken } from '../../../../gpu-container/src/engines/chatterbox/choose-token.js';
import { createSeededRandom } from '../../../../gpu-container/src/engines/chatterbox/create-seeded-random.js';
import { prepareText } from '../../../../gpu-container/src/engines/chatterbox/prepare-text.js';
import { START_SPEECH, STOP_SPEECH } from '../../../../gpu-container/src/engines/chatterbox/speech-marks.js';

/** Logits as long as the model's. */
function logitsWith(values: Readonly<Record<number, number>>): Float32Array {
  const logits = new Float32Array(8194).fill(-20);
  for (const [token, value] of Object.entries(values)) logits[Number(token)] = value;
  return logits;
}

describe('the next speech token', () => {
  it('is the likeliest, what was said before counting a sixth less', () => {
    const logits = logitsWith({ 7: 6, 8: 5.2 });
    expect(chooseToken({ logits, said: [START_SPEECH] })).toBe(7);
    expect(chooseToken({ logits, said: [START_SPEECH, 7] })).toBe(8);
    expect(chooseToken({ logits: logitsWith({ 7: -1, 8: -1.1 }), said: [7] })).toBe(8);
  });

  it('may be the end, and no other mark', () => {
    expect(chooseToken({ logits: logitsWith({ 7: 1, [STOP_SPEECH]: 2, [START_SPEECH]: 9, 8000: 9 }), said: [] })).toBe(
      STOP_SPEECH,
    );
  });

  it('is not guessed from what is no number', () => {
    const logits = new Float32Array(8194).fill(Number.NaN);
    expect(() => chooseToken({ logits, said: [] })).toThrow('no numbers');
  });

  it('is drawn among the likely ones, as often as they are likely', () => {
    const random = createSeededRandom('a sentence');
    const logits = logitsWith({ 7: 2, 8: 1.2, 9: -3 });
    const drawn = Array.from({ length: 2000 }, () => chooseToken({ logits, said: [], random }));
    const share = (token: number) => drawn.filter((each) => each === token).length / drawn.length;
    // e to the power of 0.8 over the temperature of 0.8, against one
    expect(share(7)).toBeCloseTo(Math.E / (Math.E + 1), 1);
    expect(share(8)).toBeCloseTo(1 / (Math.E + 1), 1);
    expect(share(9)).toBe(0);
  });

  it('is drawn the same way for the same text, and otherwise for another', () => {
    const numbers = (text: string) => Array.from({ length: 5 }, createSeededRandom(text));
    expect(numbers('a')).toEqual(numbers('a'));
    expect(numbers('a')).not.toEqual(numbers('b'));
  });
});

describe('a text for Chatterbox', () => {
  it('is cut where it can be: at its sentences, then at commas and spaces', () => {
    expect(prepareText('Hello there. Who is it?', 'en')).toEqual(['hello there.', 'who is it?']);
    const long = `${'word '.repeat(30)}end, ${'more '.repeat(40)}`;
    const cut = prepareText(long, 'en');
    expect(cut.length).toBeGreaterThan(1);
    expect(cut[0]?.endsWith('end,')).toBe(true);
    expect(cut.every((sentence) => sentence.length <= 221)).toBe(true);
    expect(prepareText('x'.repeat(500), 'en').map(({ length }) => length)).toEqual([221, 221, 61]);
  });

  it('is spelled with plain signs, and ends', () => {
    expect(prepareText('“Well”—she said: ‘No’ ; yes …', 'en')).toEqual(['"well"-she said, \'no\', yes,']);
    expect(prepareText('नमस्ते।', 'hi')).toEqual(['नमस्ते।'.normalize('NFKD')]);
    expect(prepareText('♪ — !', 'en')).toEqual([]);
  });
});
