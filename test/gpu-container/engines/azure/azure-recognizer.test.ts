import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planPieces } from '../../../../gpu-container/src/engines/azure-speech/plan-pieces.js';
import {
  type Phrase,
  segmentsFromPhrases,
} from '../../../../gpu-container/src/engines/azure-speech/segments-from-phrases.js';
import {
  HEARD_LANGUAGES,
  transcriptionLocale,
} from '../../../../gpu-container/src/engines/azure-speech/transcription-locales.js';
import { readMultipart } from './stand-in/read-multipart.js';
import { byKey, standInEngines } from './stand-in/stand-in-engines.js';
import { type StandIn, startStandIn } from './stand-in/start-stand-in.js';
import { type ToneWord, writeToneWords } from './stand-in/tone-words.js';

let standIn: StandIn;
let folder: string;
beforeAll(async () => {
  standIn = await startStandIn();
  folder = mkdtempSync(join(tmpdir(), 'polydub-azure-'));
});
afterAll(async () => {
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  standIn.requests.length = 0;
});

let count = 0;
const hear = async (words: readonly ToneWord[], durationMs: number, longestPieceMs = 1_200_000, language = 'en') => {
  const speechPath = join(folder, `${count++}.wav`);
  await writeToneWords(speechPath, words, durationMs);
  const recognizer = standInEngines(standIn, byKey, { longestPieceMs }).recognizer();
  const signal = new AbortController().signal;
  return recognizer.recognize({ speechPath, language, signal, onProgress: () => undefined });
};
const sentForms = () =>
  standIn.requests.map(({ headers, body }) => {
    const parts = readMultipart(headers['content-type'] ?? '', body);
    const contentOf = (name: string): Buffer => parts.find((part) => part.name === name)?.content ?? Buffer.alloc(0);
    return {
      audioMs: (contentOf('audio').length - 44) / 32,
      definition: JSON.parse(contentOf('definition').toString()),
    };
  });

describe('azure-speech recognizer', () => {
  it('hears every word at its time, however the file is cut, and cuts none', async () => {
    const words = Array.from({ length: 120 }, (_, at) => ({
      word: at % 30,
      startMs: 700 + at * 500 + (at % 7) * 20,
      endMs: 1000 + at * 500,
    }));

    for (const longestPieceMs of [1_200_000, 7000]) {
      standIn.requests.length = 0;
      const { segments } = await hear(words, 62_000, longestPieceMs);

      const heard = segments.flatMap((segment) => segment.words);
      expect(heard.map(({ text }) => Number(/\d+/.exec(text)?.[0]))).toEqual(words.map(({ word }) => word));
      heard.forEach(({ startMs, endMs }, at) => {
        expect(Math.abs(startMs - (words[at]?.startMs ?? 0))).toBeLessThanOrEqual(20);
        expect(Math.abs(endMs - (words[at]?.endMs ?? 0))).toBeLessThanOrEqual(20);
      });
      expect(segments.every((segment) => segment.endMs - segment.startMs <= 12_000)).toBe(true);
      expect(sentForms().every(({ audioMs }) => audioMs <= longestPieceMs)).toBe(true);
    }
    expect(standIn.requests.length).toBeGreaterThan(9);
  });

  it('sends no long silence: it is paid by the second', async () => {
    await hear(
      [
        { word: 1, startMs: 1000, endMs: 1500 },
        { word: 2, startMs: 40_000, endMs: 40_500 },
      ],
      60_000,
    );

    expect(sentForms().map(({ audioMs }) => Math.round(audioMs))).toEqual([1500, 1500]);
  });

  it('asks for the locale and for every word as it was said', async () => {
    await hear([{ word: 1, startMs: 1000, endMs: 1500 }], 3000, 1_200_000, 'es-MX');

    expect(sentForms().map(({ definition }) => definition)).toEqual([
      { locales: ['es-MX'], profanityFilterMode: 'None' },
    ]);
  });

  it('drops what was heard where nobody speaks, and cuts loops', async () => {
    const at = (text: string, offsetMilliseconds: number) => ({ text, offsetMilliseconds, durationMilliseconds: 200 });
    const loop = Array.from({ length: 8 }, (_, index) => at('again', 600 + index * 10));
    const phrases = [
      { ...at('Again again.', 500), text: loop.map(({ text }) => text).join(' '), words: loop },
      { ...at('Thanks for watching!', 2500), words: [at('Thanks', 2500), at('for', 2600), at('watching!', 2700)] },
    ];
    standIn.scripted.push({
      status: 200,
      body: JSON.stringify({ durationMilliseconds: 5000, combinedPhrases: [], phrases }),
    });

    const { segments } = await hear(
      [
        { word: 1, startMs: 500, endMs: 1500 },
        { word: 2, startMs: 4500, endMs: 4900 },
      ],
      6000,
    );

    expect(segments.map(({ text }) => text)).toEqual(['again']);
  });

  it('says no-speech when the service makes out no word', async () => {
    standIn.scripted.push({ status: 200, body: '{"durationMilliseconds":1,"combinedPhrases":[],"phrases":[]}' });
    await expect(hear([{ word: 1, startMs: 500, endMs: 1500 }], 2000)).rejects.toMatchObject({ code: 'no-speech' });
  });

  it('understands when the service says that it does not hear the language here', async () => {
    await expect(hear([{ word: 1, startMs: 500, endMs: 1500 }], 2000, 60_000, 'af')).rejects.toMatchObject({
      code: 'language-unreachable',
    });
  });

  it.each([
    ['en', 'en-US'],
    ['en-GB', 'en-GB'],
    ['fr-CA', 'fr-FR'],
    ['es-419', 'es-MX'],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-PT'],
    ['no', 'nb-NO'],
    ['yue', 'zh-HK'],
    ['zh-Hans-CN', 'zh-CN'],
    ['el', undefined],
  ])('hears %s as %s', (tag, locale) => {
    expect(transcriptionLocale(tag)).toBe(locale);
  });

  it('offers languages it has a locale for', () => {
    expect(HEARD_LANGUAGES.length).toBeGreaterThan(60);
    for (const tag of HEARD_LANGUAGES) expect(transcriptionLocale(tag)).toMatch(/^[a-z]{2,3}-[A-Z]{2}$/);
  });
});

describe('the pieces of a file', () => {
  const regionsOf = (steps: ReadonlyArray<readonly [number, number]>) => {
    let at = 0;
    return steps.map(([pauseMs, speechMs]) => {
      const startMs = at + pauseMs;
      at = startMs + speechMs;
      return { startMs, endMs: at };
    });
  };

  it('hold all speech, in order, without overlap, none longer than the limit', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 100, max: 15_000 }), fc.integer({ min: 100, max: 9000 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 5000, max: 60_000 }), (list, longestMs) => {
        const regions = regionsOf(list);
        const durationMs = (regions.at(-1)?.endMs ?? 0) + 300;
        const pieces = planPieces({ regions, durationMs, longestMs });

        pieces.forEach((piece, at) => {
          expect(piece.endMs - piece.startMs).toBeLessThanOrEqual(longestMs);
          expect(piece.startMs).toBeGreaterThanOrEqual(pieces[at - 1]?.endMs ?? 0);
        });
        expect(pieces.at(-1)?.endMs).toBeLessThanOrEqual(durationMs);
        for (const { startMs, endMs } of regions) {
          const covered = pieces.reduce(
            (sum, piece) => sum + Math.max(0, Math.min(piece.endMs, endMs) - Math.max(piece.startMs, startMs)),
            0,
          );
          expect(covered).toBeCloseTo(endMs - startMs);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are cut in the longest pause of the second half', () => {
    const regions = regionsOf([
      [0, 1000],
      [2000, 3000],
      [300, 1500],
      [900, 1500],
      [100, 3000],
    ]);
    const [first, second] = planPieces({ regions, durationMs: 14_000, longestMs: 11_000 });

    expect(first?.endMs).toBe(7800 + 450);
    expect(second?.startMs).toBe(8700 - 450);
  });
});

describe('the segments of a transcription', () => {
  const phraseOf = (
    said: ReadonlyArray<readonly [string, number, number]>,
    text = said.map(([word]) => word).join(' '),
  ): Phrase => ({
    text,
    startMs: said[0]?.[1] ?? 0,
    endMs: said.at(-1)?.[2] ?? 0,
    words: said.map(([word, startMs, endMs]) => ({ text: word, startMs, endMs })),
  });

  it('end with a sentence and its pause, not with an abbreviation', () => {
    const segments = segmentsFromPhrases([
      phraseOf([
        ['Is', 0, 200],
        ['Mr.', 200, 400],
        ['Smith', 400, 800],
        ['in?', 800, 1000],
        ['Yes.', 1400, 1600],
      ]),
    ]);
    expect(segments.map(({ id, text, startMs, endMs }) => [id, text, startMs, endMs])).toEqual([
      ['seg_0001', 'Is Mr. Smith in?', 0, 1000],
      ['seg_0002', 'Yes.', 1400, 1600],
    ]);
  });

  it('are cut at a pause or a comma when they are long', () => {
    const words = Array.from(
      { length: 30 },
      (_, at) => [at === 13 ? 'here,' : `word${at}`, at * 600, at * 600 + 600] as const,
    );
    const segments = segmentsFromPhrases([phraseOf(words)]);

    expect(segments.map((segment) => segment.words.length)).toEqual([14, 16]);
    expect(segments[0]?.text.endsWith('here,')).toBe(true);
  });

  it('keep the spelling of languages without spaces', () => {
    const distinct = Array.from({ length: 30 }, (_, at) => [`词${at}`, at * 500, at * 500 + 500] as const);
    const segments = segmentsFromPhrases([phraseOf(distinct, distinct.map(([word]) => word).join(''))]);

    expect(segments.length).toBe(2);
    expect(segments.map(({ text }) => text).join('')).toBe(distinct.map(([word]) => word).join(''));
    for (const segment of segments) expect(segment.text).not.toContain(' ');
  });

  it('lose no word and no sign of any phrase', () => {
    const word = fc.tuple(
      fc.stringMatching(/^[a-z]{1,8}[.,!?]?$/),
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 50, max: 900 }),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), (list) => {
        let at = 0;
        const said = list.map(([text, pauseMs, lengthMs], index) => {
          const startMs = at + pauseMs;
          at = startMs + lengthMs;
          return [`${text.slice(0, 1)}${index}${text.slice(1)}`, startMs, at] as const;
        });
        const segments = segmentsFromPhrases([phraseOf(said)]);

        expect(segments.map(({ text }) => text).join(' ')).toBe(said.map(([text]) => text).join(' '));
        expect(segments.flatMap(({ words }) => words.map(({ text }) => text))).toEqual(said.map(([text]) => text));
        for (const segment of segments)
          expect(segment.endMs - segment.startMs <= 12_000 || segment.words.length === 1).toBe(true);
      }),
    );
  });
});
