import { describe, expect, it } from 'vitest';
import { cutByWords } from '../../../../gpu-container/src/engines/espeak-phonemes/cut-by-words.js';
import { readClauses } from '../../../../gpu-container/src/engines/espeak-phonemes/read-clauses.js';
import { splitClauses } from '../../../../gpu-container/src/engines/espeak-phonemes/split-clauses.js';
import { transcribeLines } from '../../../../gpu-container/src/engines/espeak-phonemes/transcribe-lines.js';
import { findProgram } from '../../../../gpu-container/src/process/find-program.js';

const signal = new AbortController().signal;
const outline = (text: string) =>
  splitClauses(text).map(({ words, mark }) => `${words.map(({ spoken }) => spoken).join(' ')}|${mark}`);

describe('the clauses of a text', () => {
  it('end at marks, the strongest of several counting', () => {
    expect(outline('Hola, ¿qué tal?! Bien… ¡Sí: “eso”; ya!')).toEqual([
      'Hola|,',
      'qué tal|?',
      'Bien|…',
      'Sí|:',
      'eso|;',
      'ya|!',
    ]);
  });

  it('end at the marks of other scripts too', () => {
    expect(outline('नमस्ते दुनिया। आप कैसे हैं? متى؟')).toEqual(['नमस्ते दुनिया|.', 'आप कैसे हैं|?', 'متى|?']);
  });

  it('leave numbers, times, addresses, initials and titles whole', () => {
    expect(outline('Dr. J. Smith paid 3,50 at 12:30 for the U.S. site a.example.org.')).toEqual([
      'Dr J Smith paid 3,50 at 12:30 for the U.S site a.example.org|.',
    ]);
    expect(outline('It was I. Then plan B. it was')).toEqual(['It was I|.', 'Then plan B|.', 'it was|']);
  });

  it('know dashes between words from those inside', () => {
    expect(outline('well-known — or – not—really')).toEqual(['well-known|—', 'or|—', 'not|—', 'really|']);
  });

  it('show every word as it is written, and say none of its marks', () => {
    const [clause] = splitClauses('(«Ça», dit-il)');
    expect(clause?.words).toEqual([{ text: '(«Ça»,', spoken: 'Ça' }]);
    expect(outline('… — !')).toEqual([]);
    expect(outline('100 % $5 -3 °C')).toEqual(['100 $5 -3 °C|']);
  });
});

describe('the sounds of a clause', () => {
  it('are cut at the words, run together or taken apart', () => {
    expect(cutByWords('ʌvðə bˈɔɪ', ['ˈʌv', 'ðə', 'bˈɔɪ'])).toEqual(['ʌv', 'ðə', ' bˈɔɪ']);
    expect(cutByWords('ɪn nˈaɪntiːnhˈʌndɹɪd nˈaɪnti nˈaʊ', ['ɪn', 'nˈaɪntiːnhˈʌndɹɪd nˈaɪnti', 'nˈaʊ'])).toEqual([
      'ɪn',
      ' nˈaɪntiːnhˈʌndɹɪd nˈaɪnti',
      ' nˈaʊ',
    ]);
  });

  it('are never cut inside a sound, and nothing of them is lost', () => {
    for (const [clause, words] of [
      ['let^ʃˈuːz', ['lˈɛt', 'juːz']],
      ['œ̃ bɔ̃', ['ˈœ̃', 'bˈɔ̃']],
      ['', ['a', 'b']],
      ['abc', ['', '']],
    ] as const) {
      const pieces = cutByWords(clause, words);
      expect(pieces.join('')).toBe(clause);
      expect(pieces).toHaveLength(words.length);
      for (const piece of pieces) expect(piece).not.toMatch(/^[\p{M}^ː]/u);
    }
  });
});

describe.skipIf(findProgram('espeak-ng') === undefined)('espeak-ng', () => {
  it('transcribes lines one for one, those it reads as two included', async () => {
    const lines = ['hello world', 'Dr. Smith', '☃ —', 'of the boy'];
    const ipa = await transcribeLines({ lines, voice: 'en-us', tie: '^', signal });
    expect(ipa).toHaveLength(4);
    expect(ipa[0]).toBe('həlˈo^ʊ wˈɜːld');
    expect(ipa[1]).toContain('smˈɪθ');
    expect(ipa[3]).toBe('ʌvðə bˈɔ^ɪ');
  });

  it('is heard word by word, in the order of the text', async () => {
    const clauses = await readClauses({ text: 'The end of the boy: 1990 was his year!', voice: 'en-us', signal });
    expect(clauses.map(({ mark }) => mark)).toEqual([':', '!']);
    const words = clauses.flatMap((clause) => clause.words);
    expect(words.map(({ text }) => text).join(' ')).toBe('The end of the boy: 1990 was his year!');
    const heard = Object.fromEntries(words.map(({ text, ipa }) => [text, ipa]));
    expect(heard['the']).toBe('ðə');
    expect(heard['1990']).toMatch(/^nˈa\^ɪntiːn.*nˈa\^ɪnti$/u);
    expect(heard['year!']).toMatch(/^jˈ/u);
    expect(words.find(({ text }) => text === 'the')?.isJoined).toBe(true);
  });

  it('stops when it is cancelled', async () => {
    const work = readClauses({ text: 'a b c', voice: 'es', signal: AbortSignal.abort() });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });
});
