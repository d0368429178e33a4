import { describe, expect, it } from 'vitest';
import type { GlossaryTerm, Translator } from '../../../pipeline/ports/translator.js';

export interface TestTranslatorParams {
  readonly create: () => Promise<Translator> | Translator;
  readonly from: string;
  readonly to: string;
  /** A sentence that the translator surely changes, holding a number and the word `word`. */
  readonly sentence: (number: number) => string;
  readonly word: string;
  /** Why it cannot run here. */
  readonly missing?: string | undefined;
}

/** What every translator must do. */
export function testTranslator(name: string, params: TestTranslatorParams): void {
  const { create, from, to, sentence, word, missing } = params;
  const translate = async (
    texts: readonly string[],
    more: {
      readonly glossary?: readonly GlossaryTerm[];
      readonly to?: string;
      readonly signal?: AbortSignal;
      readonly onProgress?: (fraction: number) => void;
    } = {},
  ) =>
    (await create()).translate({
      transcript: {
        language: from,
        segments: texts.map((text, at) => ({ id: `seg_${at}`, startMs: at, endMs: at + 1, text, words: [] })),
      },
      targetLanguage: more.to ?? to,
      glossary: more.glossary ?? [],
      signal: more.signal ?? new AbortController().signal,
      onProgress: more.onProgress ?? (() => undefined),
    });

  describe.skipIf(missing !== undefined)(`translator: ${name}${missing ?? ''}`, () => {
    it('translates every segment, in order, none dropped or merged, numbers kept', async () => {
      const texts = Array.from({ length: 40 }, (_, at) => sentence(at + 100));

      const { language, segments } = await translate(texts);

      expect(language).toBe(to);
      expect(segments.map(({ id }) => id)).toEqual(texts.map((_, at) => `seg_${at}`));
      segments.forEach(({ text }, at) => {
        expect(text).toContain(String(at + 100));
        expect(text).not.toBe(texts[at]);
      });
    });

    it('keeps segments without words as they are', async () => {
      const { segments } = await translate(['', '…', sentence(7), '♪ ♪']);

      expect(segments.map(({ text }) => text)).toEqual(['', '…', expect.stringContaining('7'), '♪ ♪']);
    });

    it('gives an empty translation for an empty transcript', async () => {
      expect((await translate([])).segments).toEqual([]);
    });

    it('brings in glossary terms, keeps what must not be translated, or says what is missing', async () => {
      const glossary = [
        { source: word, target: 'Zielwort' },
        { source: 'Contoso Cloud', target: 'Contoso Cloud' },
      ];

      const { segments } = await translate([`${sentence(3)} Contoso Cloud.`, sentence(4)], { glossary });

      for (const { text, missingTerms = [] } of segments) {
        expect([text.includes('Zielwort'), missingTerms.includes('Zielwort')]).toContain(true);
        expect(text.includes('Zielwort') && missingTerms.includes('Zielwort')).toBe(false);
      }
      expect(segments[0]?.text).toContain('Contoso Cloud');
    });

    it('carries signs that are mark-up somewhere', async () => {
      const { segments } = await translate([`${sentence(5)} 1 < 2 & 3 > 2 "4" <6>.`]);

      for (const sign of ['<', '>', '&', '"', '<6>']) expect(segments[0]?.text).toContain(sign);
    });

    it('says the same again', async () => {
      const texts = [sentence(1), sentence(2)];
      expect(await translate(texts)).toEqual(await translate(texts));
    });

    it('says language-unreachable for a language it does not have, and for the one it starts from', async () => {
      for (const target of ['tlh', from]) {
        await expect(translate([sentence(1)], { to: target })).rejects.toMatchObject({ code: 'language-unreachable' });
      }
    });

    it('stops when it is cancelled', async () => {
      await expect(translate([sentence(1)], { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'cancelled',
      });
    });

    it('tells its progress, never backwards, up to the end', async () => {
      const heard: number[] = [];
      await translate(
        Array.from({ length: 12 }, (_, at) => sentence(at)),
        { onProgress: (fraction) => heard.push(fraction) },
      );

      expect(heard).toEqual(heard.toSorted((a, b) => a - b));
      expect(heard.at(-1)).toBe(1);
    });
  });
}
