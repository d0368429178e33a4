import { describe, expect, it } from 'vitest';
import { findLanguage } from '../../../pipeline/languages/find-language.js';
import { languageCatalogue } from '../../../pipeline/languages/language-catalogue.js';
import { languageOfNllbCode } from '../../../pipeline/languages/language-of-nllb-code.js';
import { scriptOfLanguage } from '../../../pipeline/languages/script-of-language.js';
import { subtitleLanguageCode } from '../../../pipeline/languages/subtitle-language-code.js';
import { subtitleFileName } from '../../../pipeline/subtitles/delivery/subtitle-file-name.js';
import { resolveProfile } from '../../../pipeline/subtitles/profiles/resolve-profile.js';
import { writeSubtitles } from '../../../pipeline/subtitles/write-subtitles.js';

const entries = [...languageCatalogue.values()];

describe('the language catalogue', () => {
  it('holds far more than two hundred languages, each tag once and canonical', () => {
    expect(entries.length).toBeGreaterThan(400);
    for (const { tag } of entries) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
  });

  it('holds the whole NLLB-200 set, each code once', () => {
    const codes = entries.flatMap((entry) => entry.nllbCodes);
    expect(codes.length).toBeGreaterThanOrEqual(202);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(languageOfNllbCode(code)?.nllbCodes).toContain(code);
    expect(languageOfNllbCode('spa_Latn')?.tag).toBe('es');
    expect(languageOfNllbCode('zho_Hant')?.tag).toBe('zh-Hant');
  });

  it.each(entries.map((entry) => entry.tag))('%s has a profile, a code, a direction and correct headers', (tag) => {
    const entry = findLanguage(tag);
    expect(entry?.tag).toBe(tag);
    expect(entry?.name).not.toBe('');
    expect(entry?.iso6393).toMatch(/^[a-z]{3}$/);
    expect(subtitleLanguageCode(tag)).toMatch(/^[a-z]{3}$/);
    expect(resolveProfile({ name: 'netflix', language: tag }).charsPerLine).toBeGreaterThanOrEqual(13);
    expect(subtitleFileName({ baseName: 'film', language: tag, format: 'srt' })).toBe(`film.${tag}.srt`);
    const ttml = writeSubtitles([], 'ttml', { language: tag });
    expect(ttml).toContain(`xml:lang="${tag}"`);
    expect(ttml.includes('tts:direction="rtl"')).toBe(entry?.direction === 'rtl');
  });

  it('agrees with ICU about the script of every two-letter language', () => {
    for (const { tag, script } of entries.filter((entry) => /^[a-z]{2}$/.test(entry.tag))) {
      const likely = new Intl.Locale(tag).maximize().script;
      if (likely !== undefined) expect(script, tag).toBe(likely);
    }
  });

  it('finds a language by what people write', () => {
    const found = (tag: string): string | undefined => findLanguage(tag)?.tag;
    expect(['es-CO', 'no', 'zh-TW', 'zh-CN', 'iw', 'pt_BR', 'tl', 'prs', 'sr-Latn-RS'].map(found)).toEqual([
      'es',
      'nb',
      'zh-Hant-TW',
      'zh',
      'he',
      'pt-BR',
      'fil',
      'fa-AF',
      'sr-Latn',
    ]);
    expect(found('xx')).toBeUndefined();
    expect(found('not a tag')).toBeUndefined();
  });

  it('knows scripts, directions and codes of the awkward ones', () => {
    expect(['sr', 'sr-Latn', 'uz-Cyrl', 'pa-Arab', 'yue', 'xx-Deva', 'xx'].map(scriptOfLanguage)).toEqual([
      'Cyrl',
      'Latn',
      'Cyrl',
      'Arab',
      'Hant',
      'Deva',
      'Latn',
    ]);
    expect(entries.filter((entry) => entry.direction === 'rtl').length).toBeGreaterThan(40);
    expect(['es-MX', 'zh-Hant', 'arz', 'yue', 'kea', 'xx'].map(subtitleLanguageCode)).toEqual([
      'spa',
      'zho',
      'ara',
      'zho',
      'kea',
      'und',
    ]);
    expect(findLanguage('fa')?.digits).toBe('arabext');
  });
});
