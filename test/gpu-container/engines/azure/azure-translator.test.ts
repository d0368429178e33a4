import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchTexts } from '../../../../gpu-container/src/engines/azure-translator/batch-texts.js';
import { markTerms } from '../../../../gpu-container/src/engines/azure-translator/mark-terms.js';
import { readMarkedText } from '../../../../gpu-container/src/engines/azure-translator/read-marked-text.js';
import {
  TRANSLATOR_CODES,
  translatorCode,
} from '../../../../gpu-container/src/engines/azure-translator/translator-languages.js';
import { translatorPairs } from '../../../../gpu-container/src/engines/azure-translator/translator-pairs.js';
import type { GlossaryTerm } from '../../../../pipeline/ports/translator.js';
import { UNHEEDED } from './stand-in/answer-translator.js';
import { byIdentity, byKey, standInEngines } from './stand-in/stand-in-engines.js';
import { resource } from './stand-in/stand-in-resource.js';
import { type StandIn, startStandIn } from './stand-in/start-stand-in.js';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.close());
beforeEach(() => {
  standIn.requests.length = 0;
});

const translate = async (
  texts: readonly string[],
  { from = 'en', to = 'de', glossary = [] }: { from?: string; to?: string; glossary?: readonly GlossaryTerm[] } = {},
) => {
  const { segments } = await standInEngines(standIn)
    .translator()
    .translate({
      transcript: {
        language: from,
        segments: texts.map((text, at) => ({ id: `seg_${at}`, startMs: at, endMs: at, text, words: [] })),
      },
      ...{ targetLanguage: to, glossary, signal: new AbortController().signal, onProgress: () => undefined },
    });
  return segments;
};
const sent = (): readonly string[] =>
  standIn.requests.flatMap(({ body }) => (JSON.parse(body.toString()) as { Text: string }[]).map(({ Text }) => Text));

describe('azure-translator', () => {
  it('asks for the codes the service has, for every language it offers', async () => {
    for (const tag of TRANSLATOR_CODES.keys()) {
      await translate(['One.'], translatorCode(tag) === 'en' ? { from: 'de', to: tag } : { to: tag });
      if (translatorCode(tag) !== 'en') await translate(['One.'], { from: tag, to: 'en' });
    }
    expect(standIn.requests.length).toBeGreaterThan(250);
  });

  it.each([
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt-pt'],
    ['es-419', 'es'],
    ['zh-TW', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['zh-CN', 'zh-Hans'],
    ['fr-CA', 'fr-ca'],
    ['sr', 'sr-Cyrl'],
    ['sr-Latn-RS', 'sr-Latn'],
    ['no', 'nb'],
    ['ckb', 'ku'],
    ['ku', 'kmr'],
    ['eo', undefined],
  ])('knows %s as %s', (tag, code) => {
    expect(translatorCode(tag)).toBe(code);
  });

  it('offers every pair of different languages once', () => {
    const pairs = translatorPairs();
    expect(new Set(pairs.map(({ from, to }) => `${from} ${to}`)).size).toBe(pairs.length);
    expect(pairs).toContainEqual({ from: 'ja', to: 'pt-PT' });
    expect(pairs).not.toContainEqual({ from: 'no', to: 'nb' });
  });

  it('sends requests within the limits, as few as that takes, and puts the answers in their places', async () => {
    const texts = Array.from({ length: 2500 }, (_, at) => `Line ${at} ${'word '.repeat(at % 9)}`.trim());

    const segments = await translate(texts);

    const numbers = segments.map(({ text }) => Number(/\d+/.exec(text)?.[0]));
    expect(numbers).toEqual(texts.map((_, at) => at));
    expect(standIn.refusals).toEqual([]);
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    expect(standIn.requests.length).toBeLessThanOrEqual(Math.ceil(characters / 10_000) + 3);
  });

  it('sends no more elements than a request may have, however short they are', async () => {
    expect((await translate(Array.from({ length: 2100 }, () => 'A'))).length).toBe(2100);
    expect(standIn.requests.length).toBe(3);
    expect(standIn.refusals).toEqual([]);
  });

  it('groups any texts in order, within every limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 60 }), (lengths) => {
        const texts = lengths.flatMap((length, at) =>
          Array.from({ length: length < 200 ? length * 20 : 1 }, () => ({
            at,
            html: 'x'.repeat(length < 200 ? 1 : length),
          })),
        );
        const batches = batchTexts(texts, { characters: 10_000, elements: 1000 });
        expect(batches.flat()).toEqual(texts);
        for (const batch of batches) {
          const characters = batch.reduce((sum, { html }) => sum + html.length, 0);
          expect(batch.length).toBeLessThanOrEqual(1000);
          expect(characters <= 10_000 || batch.length === 1).toBe(true);
          expect(characters).toBeLessThanOrEqual(50_000);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a segment no request can hold, by its id, before anything is sent and paid', async () => {
    await expect(translate(['Short.', 'x'.repeat(50_001)])).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining('seg_1'),
    });
    expect(standIn.requests).toEqual([]);
  });

  it('sends nothing for segments without words', async () => {
    await translate(['♪ ♪', '…', '']);
    expect(standIn.requests).toEqual([]);
  });

  it('marks terms for the dictionary, longest first, and closes names to translation', async () => {
    const glossary = [
      { source: 'data', target: 'Daten' },
      { source: 'data lake', target: 'Datensee & "Co"' },
      { source: 'Rose Green', target: 'Rose Green' },
    ];

    const [segment] = await translate(['Rose Green fills the Data Lake with data, not database.'], { glossary });

    expect(sent()).toEqual([
      '<span class="notranslate">Rose Green</span> fills the <mstrans:dictionary translation="Datensee &amp; &quot;Co&quot;">Data Lake</mstrans:dictionary> with <mstrans:dictionary translation="Daten">data</mstrans:dictionary>, not database.',
    ]);
    expect(segment?.text).toBe('Rose Green fills_de the_de Datensee & "Co" with_de Daten, not_de database_de.');
    expect(segment?.missingTerms).toBeUndefined();
  });

  it('brings the target in closed where no side is English: the dictionary works with English only', async () => {
    const [segment] = await translate(['La casa es grande.'], {
      from: 'es',
      to: 'fr',
      glossary: [{ source: 'casa', target: 'maisonnette' }],
    });

    expect(sent()).toEqual(['La <span class="notranslate">maisonnette</span> es grande.']);
    expect(segment?.text).toContain('maisonnette');
  });

  it('reports a term the service did not heed', async () => {
    const glossary = [
      { source: UNHEEDED, target: 'beachtet' },
      { source: 'absent', target: 'fehlt' },
    ];

    const [first, second] = await translate([`An ${UNHEEDED} word.`, 'Another line.'], { glossary });

    expect(first?.missingTerms).toEqual(['beachtet']);
    expect(second?.missingTerms).toBeUndefined();
  });

  it.each([
    ['zh', '我喜欢数据湖的水', '数据湖', 'lake', '我喜欢'],
    ['ko', '나는 콘토소를 좋아한다', '콘토소', 'Contoso', '나는'],
  ])('finds terms in texts without spaces (%s)', (from, text, source, target, before) => {
    const { html, targets } = markTerms({ text, glossary: [{ source, target }], from, to: 'en' });
    expect(html).toContain(`${before}`);
    expect(html).toContain(`<mstrans:dictionary translation="${target}">${source}</mstrans:dictionary>`);
    expect(targets).toEqual([target]);
  });

  it('finds terms whatever way their accents are written', () => {
    const { targets } = markTerms({
      text: 'Cafe\u0301 noir',
      glossary: [{ source: 'caf\u00e9', target: 'coffee' }],
      from: 'fr',
      to: 'en',
    });
    expect(targets).toEqual(['coffee']);
  });

  it('gives any text back as it was when the service changes nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ minLength: 1, maxLength: 6 }),
        (text, term) => {
          const marked = markTerms({ text, glossary: [{ source: term, target: term }], from: 'en', to: 'de' });
          expect(readMarkedText(marked.html).toLowerCase()).toBe(text.normalize('NFC').trim().toLowerCase());
        },
      ),
    );
  });

  it.each([
    ['Caf&eacute; &amp;amp; &#39;x&#x27; &lt;b&gt;', "Caf&eacute; &amp; 'x' <b>"],
    ['<span class="notranslate">A</span><MSTRANS:dictionary translation="x">B</MSTRANS:dictionary>', 'AB'],
    ['2 < 3 &#0; &#1114112;', '2 < 3 &#0; &#1114112;'],
  ])('reads %s once', (html, text) => {
    expect(readMarkedText(html)).toBe(text);
  });
});

describe('formality', () => {
  const ask = (env: Readonly<Record<string, string>>, formality?: 'formal' | 'informal') =>
    standInEngines(standIn, env)
      .translator()
      .translate({
        transcript: { language: 'en', segments: [{ id: 'seg_1', startMs: 0, endMs: 1, text: 'Hello.', words: [] }] },
        ...{ targetLanguage: 'de', glossary: [], signal: new AbortController().signal, onProgress: () => undefined },
        ...(formality && { formality }),
      });
  const deployed = { AZURE_TRANSLATOR_DEPLOYMENT: resource.deployment };

  it.each([
    ['by key', { ...byKey, ...deployed }],
    ['by identity, own domain', { ...byIdentity, ...deployed }],
  ])('is chosen by a language model that is named (%s)', async (_how, env) => {
    const { segments, warnings } = await ask(env, 'formal');

    expect(segments).toEqual([{ id: 'seg_1', text: 'Hello_de. (formal)' }]);
    expect(warnings).toBeUndefined();
    expect((await ask(env)).segments[0]?.text).toBe('Hello_de. (neutral)');
  });

  it('is warned of where the service itself translates, which does not know it', async () => {
    const { segments, warnings } = await ask(byKey, 'informal');

    expect(segments[0]?.text).toBe('Hello_de.');
    expect(warnings).toEqual([expect.stringContaining('AZURE_TRANSLATOR_DEPLOYMENT')]);
    expect((await ask(byKey)).warnings).toBeUndefined();
  });

  it('fails where the model does not exist, rather than to translate by another', async () => {
    await expect(ask({ ...byKey, AZURE_TRANSLATOR_DEPLOYMENT: 'other' })).rejects.toMatchObject({
      code: 'request-invalid',
    });
  });
});
