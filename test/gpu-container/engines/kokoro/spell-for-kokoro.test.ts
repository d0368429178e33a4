import { describe, expect, it } from 'vitest';
import { kokoroLanguage } from '../../../../gpu-container/src/engines/kokoro/kokoro-language.js';
import { type KokoroSpelling, spellForKokoro } from '../../../../gpu-container/src/engines/kokoro/spell-for-kokoro.js';
import { kokoroSymbols } from './tiny-kokoro.js';

describe('the spelling of Kokoro', () => {
  // EN_PHONES.md of hexgrad/misaki asserts the first two, its README prints the third (with ɾ, which is T since v1.0)
  it.each<readonly [KokoroSpelling, string, string]>([
    ['american', 'mˈɜːt^ʃəntʃˌɪp', 'mˈɜɹʧəntʃˌɪp'],
    ['british', 'mˈɜːt^ʃəntʃˌɪp', 'mˈɜːʧəntʃˌɪp'],
    ['american', 'a^ʊɾɑːfdˈɪkʃənˌɛɹi', 'WTɑfdˈɪkʃənˌɛɹi'],
  ])('is the published one: %s %s is %s', (spelling, ipa, spelled) => {
    expect(spellForKokoro(ipa, spelling)).toBe(spelled);
  });

  // EN_PHONES.md gives these as examples of its letters; the IPA is what espeak-ng 1.51 writes for the words
  it.each<readonly [KokoroSpelling, string, string, string]>([
    ['american', 'hey', 'hˈe^ɪ', 'hˈA'],
    ['american', 'high', 'hˈa^ɪ', 'hˈI'],
    ['american', 'soy', 'sˈɔ^ɪ', 'sˈY'],
    ['american', 'jump', 'd^ʒˈʌmp', 'ʤˈʌmp'],
    ['american', 'chump', 't^ʃˈʌmp', 'ʧˈʌmp'],
    ['american', 'boxes', 'bˈɑːksᵻz', 'bˈɑksᵻz'],
    ['american', 'flu', 'flˈuː', 'flˈu'],
    ['american', 'spa', 'spˈɑː', 'spˈɑ'],
    ['american', 'ash', 'ˈæʃ', 'ˈæʃ'],
    ['american', 'butter', 'bˈʌɾɚ', 'bˈʌTəɹ'],
    ['british', 'ash', 'ˈaʃ', 'ˈaʃ'],
    ['british', 'or', 'ɔː', 'ɔː'],
  ])('writes %s “%s” as its author does', (spelling, _word, ipa, spelled) => {
    expect(spellForKokoro(ipa, spelling)).toBe(spelled);
  });

  // gb_gold.json and us_gold.json of hexgrad/misaki
  it.each<readonly [KokoroSpelling, string, string, string]>([
    ['british', 'hair', 'hˈe^ə', 'hˈɛː'],
    ['british', 'here', 'hˈi^ə', 'hˈɪə'],
    ['british', 'going', 'ɡˈə^ʊɪŋ', 'ɡˈQɪŋ'],
    ['british', 'little', 'lˈɪtə^l', 'lˈɪtᵊl'],
    ['american', 'going', 'ɡˈo^ʊɪŋ', 'ɡˈOɪŋ'],
    ['american', 'near', 'nˈɪɹ', 'nˈɪɹ'],
  ])('agrees with the author’s dictionary: %s “%s”', (spelling, _word, ipa, spelled) => {
    expect(spellForKokoro(ipa, spelling)).toBe(spelled);
  });

  it('writes an r that links two words once, and a schwa between vowel and l whole', () => {
    expect(spellForKokoro('mˈɪstɚɹ', 'american')).toBe('mˈɪstəɹ');
    expect(spellForKokoro('mətˈiɹiə^l', 'american')).toBe('mətˈiɹiəl');
    expect(spellForKokoro('bˈʌʔn\u0329', 'american')).toBe('bˈʌtn');
    expect(spellForKokoro('ɹˈɪðm\u0329', 'american')).toBe('ɹˈɪðᵊm');
  });

  // the table `e2m` of hexgrad/misaki, espeak.py, applied by hand to what espeak-ng 1.51 writes
  it.each([
    ['es', 'el t^ʃˈiko ðe e^ʊɾˈopa', 'el ʧˈiko ðe eʊɾˈopa'],
    ['fr', 'œ̃ bˈɔ̃ vˈɛ̃ lə- blˈɑ̃ ɡaʁsˈɔ̃', 'œ̃ bˈɔ̃ vˈɛ̃ lə blˈɑ̃ ɡaʁsˈɔ̃'],
    ['it', 'la pˈit^sːa il d^ʒelˈato mˈɛd^zːo t^ʃˈao', 'la pˈiʦːa il ʤelˈato mˈɛʣːo ʧˈao'],
    ['pt-BR', 'nˈɐ̃^ʊ̃ a ˌiŋfoɾəmasˈɐ̃^ʊ̃ d^ʒˈiæ tʃˈa^ʊ', 'nˈɐ̃ʊ̃ a ˌiŋfoɾəmasˈɐ̃ʊ̃ ʤˈiæ tʃˈW'],
    ['hi', 'nəmˈʌsteː ˌaːp kˈɛːseː hɛ̃', 'nəmˈʌsteː ˌaːp kˈɛːseː hɛ̃'],
  ])('is the published one in %s, and every sign of it is known to the model', (language, ipa, spelled) => {
    const { spelling = 'american' } = kokoroLanguage(language) ?? {};
    expect(spellForKokoro(ipa, spelling)).toBe(spelled.normalize('NFD'));
    expect([...spelled.normalize('NFD')].filter((sign) => !kokoroSymbols.has(sign))).toEqual([]);
  });

  it('keeps ç a letter, and tildes apart from theirs', () => {
    expect([...spellForKokoro('çõ', 'other')]).toEqual(['ç', 'o', '\u0303']);
  });
});
