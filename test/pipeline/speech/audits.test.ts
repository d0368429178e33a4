import { describe, expect, it } from 'vitest';
import { scriptTraits } from '../../../pipeline/languages/script-traits.js';
import { auditHearing } from '../../../pipeline/speech/audit-hearing.js';
import { auditText } from '../../../pipeline/speech/audit-text.js';
import { auditTiming } from '../../../pipeline/speech/audit-timing.js';
import { guessOtherLanguage } from '../../../pipeline/speech/guess-language.js';
import { weighSegments } from '../../../pipeline/speech/weigh-segments.js';

const kinds = (findings: readonly { readonly kind: string }[]) => findings.map(({ kind }) => kind);
const fitted = (id: string, startMs: number, changes: object = {}) => ({
  id,
  startMs,
  endMs: startMs + 1000,
  rate: 1,
  overlap: 0.9,
  onsetErrorMs: 20,
  ...changes,
});

describe('auditText', () => {
  const text = (sourceText: string, targetText: string, targetLanguage = 'es') =>
    kinds(auditText({ sourceLanguage: 'en', targetLanguage, sourceText, targetText }));

  it('accepts a good translation', () => {
    expect(text('The meeting is at 10.30 with Jordi Mas.', 'La reunión es a las 10:30 con Jordi Mas.')).toEqual([
      'number-missing',
    ]);
    expect(text('The meeting is at 10.30 with Jordi Mas.', 'La reunión es a las 10,30 con Jordi Mas.')).toEqual([]);
    expect(text('Two thousand people came in 2,024.', 'En 2.024 vinieron dos mil personas.')).toEqual([]);
  });

  it('finds a line that was not translated, but not a name', () => {
    expect(text('I have never seen it before.', 'I have never seen it before')).toContain('untranslated');
    expect(text('Jordi Mas', 'Jordi Mas')).toEqual([]);
  });

  it('finds a number that got lost', () => {
    expect(text('It costs 40 euros and 5 cents.', 'Cuesta 40 euros y cinco céntimos.')).toEqual(['number-missing']);
  });

  it('finds the wrong language and the wrong script', () => {
    expect(
      text('I know that you are here', 'Ich weiß, dass sie nicht mit der Frau und den Kindern auf das Fest'),
    ).toContain('wrong-language');
    expect(text('I know that', 'Я знаю это')).toContain('wrong-language');
    expect(text('Good morning everyone', 'おはようございます', 'ja')).toEqual([]);
    expect(text('Good morning everyone here', 'good day to all', 'ja')).toContain('wrong-language');
    expect(text('Good morning everyone', '各位早上好', 'zh-Hans')).toEqual([]);
  });

  it('finds an empty line', () => {
    expect(text('Hello', ' ')).toEqual(['silent-speech']);
  });

  it('knows how to look for the letters of every script of the catalogue', () => {
    for (const script of Object.keys(scriptTraits)) {
      expect(() => text('one two three', 'one two three', `xx-${script}`), script).not.toThrow();
    }
  });

  it('reports terms the translator could not keep', () => {
    const findings = auditText({
      sourceLanguage: 'en',
      targetLanguage: 'es',
      sourceText: 'Open the studio',
      targetText: 'Abra el taller',
      missingTerms: ['Studio'],
    });
    expect(kinds(findings)).toEqual(['term-missing']);
  });
});

describe('guessOtherLanguage', () => {
  it('is silent about languages it does not know, and about short texts', () => {
    expect(guessOtherLanguage(['the', 'and', 'of', 'to', 'is'], 'sw')).toBeUndefined();
    expect(guessOtherLanguage(['the', 'and'], 'es')).toBeUndefined();
    const spanish = 'oh hola bob cómo él ahora osas deja él en agonía en él repito aquello muerto en la caridad y';
    expect(guessOtherLanguage(spanish.split(' '), 'es')).toBeUndefined();
    expect(guessOtherLanguage(['the', 'and', 'of', 'to', 'is'], 'es-419')).toBe('en');
  });
});

describe('auditTiming', () => {
  it('accepts what is natural', () => {
    expect(auditTiming(fitted('a', 0), [fitted('a', 0), fitted('b', 1000)])).toEqual([]);
  });

  it('doubts a line the more, the faster it is', () => {
    const doubt = (rate: number) => auditTiming(fitted('a', 0, { rate }), [])[0]?.doubt ?? 0;
    expect(doubt(1.2)).toBe(0);
    expect(doubt(1.3)).toBeGreaterThan(0);
    expect(doubt(1.5)).toBeGreaterThan(doubt(1.3));
  });

  it('finds late starts, little overlap and lines that talk over each other', () => {
    const late = fitted('a', 0, { onsetErrorMs: 800, overlap: 0.2 });
    expect(kinds(auditTiming(late, [late, fitted('b', 500)]))).toEqual(['late-onset', 'low-overlap', 'overlapping']);
  });
});

describe('auditHearing', () => {
  const say = (text: string, startMs: number) =>
    text.split(' ').map((word, i) => ({ text: word, startMs: startMs + i * 150, endMs: startMs + i * 150 + 140 }));
  const texts = new Map([
    ['a', 'good morning my friends'],
    ['b', 'we leave at 10 today my dear'],
    ['c', 'this line was lost completely'],
  ]);
  const segments = [fitted('a', 0), fitted('b', 2000), fitted('c', 4000)];

  it('suspects the line that was not said, and only that', () => {
    const words = [...say('good morning my friends', 100), ...say('we leave at ten today my deer', 2000)];
    const heard = auditHearing({ segments, texts, words });
    expect(heard.map(({ id, findings }) => [id, kinds(findings)])).toEqual([
      ['a', []],
      ['b', []],
      ['c', ['misheard']],
    ]);
    expect(heard[0]).toMatchObject({ heard: 'good morning my friends', wordErrorRate: 0 });
  });
});

describe('weighSegments', () => {
  it('sorts worst first and multiplies doubts', () => {
    const findings = new Map([
      ['a', [{ kind: 'clipped' as const, message: '', doubt: 0.5 }]],
      [
        'b',
        [
          { kind: 'clipped' as const, message: '', doubt: 0.5 },
          { kind: 'late-onset' as const, message: '', doubt: 0.2 },
        ],
      ],
    ]);
    const weighed = weighSegments({
      segments: [fitted('a', 0), fitted('b', 1000), fitted('c', 2000)],
      findings,
      heard: new Map(),
    });
    expect(weighed.segments.map(({ id, confidence }) => [id, confidence])).toEqual([
      ['b', 0.4],
      ['a', 0.5],
      ['c', 1],
    ]);
    expect(weighed.confidence).toBeCloseTo((0.4 + 0.5 + 1) / 3, 3);
  });

  it('is sure of a dub without lines', () => {
    expect(weighSegments({ segments: [], findings: new Map(), heard: new Map() })).toEqual({
      segments: [],
      confidence: 1,
    });
  });
});
