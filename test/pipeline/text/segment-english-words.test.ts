import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Word } from '../../../pipeline/contracts/word.js';
import { segmentEnglishWords } from '../../../pipeline/text/segment-english-words.js';

/** Words of 200 ms; a number in the text is a pause of that many ms before the next word (20 ms otherwise). */
const spoken = (text: string): readonly Word[] => {
  let at = 0;
  return text.split(' ').flatMap((token) => {
    if (/^\d+$/.test(token)) {
      at += Number(token) - 20;
      return [];
    }
    const word = { text: token, startMs: at, endMs: at + 200 };
    at += 220;
    return [word];
  });
};

const texts = (text: string): readonly string[] => segmentEnglishWords(spoken(text)).map((segment) => segment.text);

describe('segmentEnglishWords', () => {
  it('ends sentences at pauses and gives them capitals', () => {
    expect(texts('my name is jordi 600 i am from barcelona 1000 and i love this city')).toEqual([
      'My name is Jordi.',
      'I am from Barcelona.',
      'And I love this city.',
    ]);
  });

  it('ends no sentence after a word that cannot stand last', () => {
    expect(texts('ask what your 600 country can do')).toEqual(['Ask what your country can do.']);
    expect(texts('this is for the 1200 people')).toEqual(['This is for the', 'people.']);
  });

  it('puts a comma before a conjunction', () => {
    expect(texts('we went to the sea 200 but it rained')).toEqual(['We went to the sea, but it rained.']);
  });

  it('knows a question by its order of words', () => {
    expect(texts('hello there my friend 500 how are you 500 do you live here 500 what a nice day')).toEqual([
      'Hello there my friend.',
      'How are you?',
      'Do you live here?',
      'What a nice day.',
    ]);
  });

  it('writes names, days, peoples and pairs as English does', () => {
    expect(texts("on monday mary's friend flew from new york to the united states with a new car in may")).toEqual([
      "On Monday Mary's friend flew from New York to the United States with a new car in May.",
    ]);
  });

  it('cuts a long stretch without pauses into parts of at most 12 s', () => {
    const segments = segmentEnglishWords(spoken(Array.from({ length: 150 }, (_, at) => `word${at}`).join(' ')));

    expect(segments.length).toBeGreaterThan(2);
    expect(Math.max(...segments.map((segment) => segment.endMs - segment.startMs))).toBeLessThanOrEqual(12_000);
  });

  it('loses, adds and reorders no word, whatever was said (property)', () => {
    const token = fc.constantFrom('i', 'the', 'house', 'and', 'do', 'you', 'london', 'may', 'what', 'is', 'stop');
    const input = fc.array(fc.tuple(token, fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 30, max: 900 })), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(input, (tokens) => {
        let at = 0;
        const words = tokens.map(([text, pauseMs, lengthMs]) => {
          const word = { text, startMs: at + pauseMs, endMs: at + pauseMs + lengthMs };
          at = word.endMs;
          return word;
        });
        const segments = segmentEnglishWords(words);
        const out = segments.flatMap((segment) => segment.words);
        expect(out.map((word) => word.text.toLowerCase().replace(/[.,?]/g, ''))).toEqual(
          words.map((word) => word.text),
        );
        expect(out.map((word) => word.startMs)).toEqual(words.map((word) => word.startMs));
        expect(segments.every((segment) => segment.text === segment.words.map((word) => word.text).join(' '))).toBe(
          true,
        );
        expect(new Set(segments.map((segment) => segment.id)).size).toBe(segments.length);
      }),
    );
  });

  it('makes nothing of nothing', () => {
    expect(segmentEnglishWords([])).toEqual([]);
  });
});
