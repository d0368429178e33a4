import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polishTranslation } from '../../../pipeline/text/polish-translation.js';
import { prepareEnglish } from '../../../pipeline/text/prepare-english.js';
import { protectTerms } from '../../../pipeline/text/protect-terms.js';

describe('protectTerms', () => {
  const glossary = [
    { source: 'data', target: 'datos' },
    { source: 'data lake', target: 'lago de datos' },
    { source: 'C++ (2020)', target: 'C++ (2020)' },
  ];

  it('hides whole words only, longest terms first, and puts the wanted ones in their place', () => {
    const guarded = protectTerms('Data about database and a Data Lake in C++ (2020).', glossary);

    expect(guarded.text).not.toMatch(/data lake|\bdata\b/i);
    expect(guarded.text).toContain('database');
    expect(guarded.restore(guarded.text).text).toBe('datos about database and a lago de datos in C++ (2020).');
  });

  it('finds its words again after a change of case', () => {
    const guarded = protectTerms('data here', glossary);

    expect(guarded.restore(guarded.text.toUpperCase()).text).toBe('datos HERE');
  });

  it('reports a term that was lost on the way, unless it stands there anyway', () => {
    const guarded = protectTerms('a data lake', glossary);

    expect(guarded.restore('un lago')).toEqual({ text: 'un lago', missing: ['lago de datos'] });
    expect(guarded.restore('un lago de datos')).toEqual({ text: 'un lago de datos', missing: [] });
    expect(protectTerms('nothing of it', glossary).restore('nada')).toEqual({ text: 'nada', missing: [] });
  });

  it('leaves a text as it is when hidden and restored with terms that stay (property)', () => {
    const word = fc.constantFrom('data', 'lake', 'C++', 'a', 'über', '$&', '\\d');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.uniqueArray(word, { maxLength: 4 }), (words, terms) => {
        const text = words.join(' ');
        const guarded = protectTerms(
          text,
          terms.map((term) => ({ source: term, target: term })),
        );
        expect(guarded.restore(guarded.text)).toEqual({ text, missing: [] });
      }),
    );
  });
});

describe('polishTranslation', () => {
  const polish = (source: string, text: string, language = 'es'): string =>
    polishTranslation({ source, text, language });

  it('sets spaces and the capital of the first word', () => {
    expect(polish('He said yes, and left.', 'dijo  sí , y se fue .')).toBe('Dijo sí, y se fue.');
    expect(polish('and left', 'y se fue')).toBe('y se fue');
  });

  it('opens questions and exclamations in Spanish, not in French', () => {
    expect(polish('Who? Me! No.', 'quién? Yo! No.')).toBe('¿Quién? ¡Yo! No.');
    expect(polish('Who?', 'qui?', 'fr')).toBe('Qui?');
    expect(polish('Who?', '¿quién?')).toBe('¿Quién?');
  });

  it('lowers capitals left over from dropped pronouns, and keeps names', () => {
    expect(polish("You don't like it.", 'Não Gosta disso.', 'pt')).toBe('Não gosta disso.');
    expect(polish('You love Anna.', 'Amas Anna.', 'pt')).toBe('Amas Anna.');
    expect(polish('Tom is here.', 'Aquí está Tom.')).toBe('Aquí está Tom.');
    expect(polish('Zygotron is here.', 'Zygotron Es aquí.')).toBe('Zygotron es aquí.');
  });
});

describe('prepareEnglish', () => {
  it('moves a leading please behind its clause and keeps the capital', () => {
    expect(prepareEnglish('Please open the door. Thanks.')).toBe('Open the door, please. Thanks.');
    expect(prepareEnglish('I’m gonna go.')).toBe("I'm going to go.");
    expect(prepareEnglish('You please me.')).toBe('You please me.');
  });
});
