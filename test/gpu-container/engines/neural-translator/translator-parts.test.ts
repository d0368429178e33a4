import { describe, expect, it } from 'vitest';
import { lostNumbers } from '../../../../gpu-container/src/engines/neural-translator/lost-numbers.js';
import { splitSentences } from '../../../../gpu-container/src/engines/neural-translator/split-sentences.js';
import { tagsOf } from '../../../../gpu-container/src/engines/neural-translator/tags-of.js';
import { translateSentences } from '../../../../gpu-container/src/engines/neural-translator/translate-sentences.js';
import type { SourceText } from '../../../../gpu-container/src/engines/neural-translator/translate-texts.js';
import type { GlossaryTerm } from '../../../../pipeline/ports/translator.js';

describe('splitting into sentences', () => {
  const count = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;
  const split = (text: string, mostTokens = 20) => splitSentences({ text, language: 'en', count, mostTokens });

  it('takes sentences as they are', () => {
    expect(split('One is short. Is two? It is.')).toEqual(['One is short.', 'Is two?', 'It is.']);
    expect(split('  ')).toEqual([]);
  });

  it('cuts a long sentence at its pauses, else between words, else anywhere, and leaves nothing out', () => {
    const clause = 'and then they walked along the river for hours';
    const long = `${[1, 2, 3, 4, 5, 6].map((at) => `${clause} ${at}`).join(', ')}.`;
    const parts = split(long);
    expect(parts.every((part) => count(part) <= 20)).toBe(true);
    expect(parts.slice(0, -1).every((part) => part.endsWith(','))).toBe(true);
    expect(parts.join(' ')).toBe(long);

    const breathless = Array.from({ length: 90 }, (_, at) => `word${at}`).join(' ');
    expect(split(breathless).every((part) => count(part) <= 20)).toBe(true);
    expect(split(breathless).join(' ')).toBe(breathless);

    const solid = 'x'.repeat(1000);
    const cut = splitSentences({ text: solid, language: 'en', count: (text) => text.length, mostTokens: 150 });
    expect(cut.join('')).toBe(solid);
    expect(cut.every(({ length }) => length <= 150)).toBe(true);
  });
});

describe('numbers and tags', () => {
  it('are the same number however it is written', () => {
    expect(lostNumbers('In 1961, 1,250 people paid $3.50.', 'En 1961 pagaron 1.250 personas 3,50 $.')).toEqual([]);
    expect(lostNumbers('In 1961 and 1962', 'En 1961')).toEqual(['1962']);
    expect(lostNumbers('5 people', 'cinco personas')).toEqual([]);
  });

  it('are tags where they look like mark-up, and not where they compare', () => {
    expect(tagsOf('<i>He</i> said {name}: 1 < 2 > 0 <6> { no }').map(({ source }) => source)).toEqual([
      '<i>',
      '</i>',
      '{name}',
    ]);
  });
});

/** What a model would say of each text, plainly, when told what to say, and of the text with its terms hidden. */
type Answer = (source: SourceText) => string;

describe('translating with terms', () => {
  const translate = async (sentences: readonly string[], answer: Answer, glossary: readonly GlossaryTerm[] = []) => {
    const asked: SourceText[][] = [];
    const progress: number[] = [];
    const translated = await translateSentences({
      ...{ sentences, glossary },
      translate: async (texts, onProgress) => {
        asked.push(texts.map(({ text, required }) => ({ text, ...(required && { required }) })));
        onProgress(1);
        return texts.map(answer);
      },
      tokensOf: (text) => (text.includes('☃') ? undefined : [...text].map((sign) => sign.codePointAt(0) ?? 0)),
      onProgress: (fraction) => progress.push(fraction),
    });
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    return { translated, asked };
  };
  const codes = (text: string) => [...text].map((sign) => sign.codePointAt(0) ?? 0);
  const glossary = [{ source: 'world', target: 'planeta' }];

  it('asks once where the model does it by itself', async () => {
    const { translated, asked } = await translate(
      ['the world', 'red'],
      ({ text }) => (text === 'red' ? 'rojo' : 'el planeta'),
      glossary,
    );
    expect(translated).toEqual([
      { text: 'el planeta', missing: [] },
      { text: 'rojo', missing: [] },
    ]);
    expect(asked.map(({ length }) => length)).toEqual([2, 0, 0]);
  });

  it('requires the tokens of a term of the sentence that lacks it, and of no other', async () => {
    const answer: Answer = ({ required }) => (required === undefined ? 'el mundo' : 'el planeta');
    const { translated, asked } = await translate(['the world', 'it'], answer, glossary);
    expect(translated[0]).toEqual({ text: 'el planeta', missing: [] });
    expect(asked[1]).toEqual([{ text: 'the world', required: [codes('planeta')] }]);
    expect(asked[2]).toEqual([]);
  });

  it('hides a term that could not be required, or did not come in spite of it', async () => {
    const hidden: Answer = ({ text }) => (text.includes('world') ? 'el mundo' : `el ${text.split(' ')[1]}`);
    expect((await translate(['the world'], hidden, glossary)).translated).toEqual([
      { text: 'el planeta', missing: [] },
    ]);
    const unspeakable = [{ source: 'world', target: '☃ Snow' }];
    const { translated, asked } = await translate(['the world'], hidden, unspeakable);
    expect(translated).toEqual([{ text: 'el ☃ Snow', missing: [] }]);
    expect(asked[1]).toEqual([]);
  });

  it('reports what cannot be brought in, beside the plain translation', async () => {
    const { translated } = await translate(['the world'], ({ required }) => (required ? 'mal' : 'el mundo'), glossary);
    expect(translated).toEqual([{ text: 'el mundo', missing: ['planeta'] }]);
  });

  it('requires a number that was lost, and takes nothing that loses a term for it', async () => {
    const finds: Answer = ({ required }) => (required === undefined ? 'hace mucho' : 'en 1961');
    expect((await translate(['in 1961'], finds)).translated).toEqual([{ text: 'en 1961', missing: [] }]);
    const loses: Answer = ({ required }) => (required === undefined ? 'el planeta' : 'en 1961');
    expect((await translate(['the world in 1961'], loses, glossary)).translated).toEqual([
      { text: 'el planeta', missing: [] },
    ]);
  });
});
