import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../pipeline/subtitles/encoding/decode-text.js';
import { readSubtitles } from '../../../pipeline/subtitles/read-subtitles.js';

/** The other way round than TextDecoder: a table of every character a one- or two-byte encoding can write. */
const encoderFor = (encoding: string): ((text: string) => Uint8Array) => {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let first = 0; first < 256; first++) add([first]);
  const isDouble = /shift|euc|gb|big5/.test(encoding);
  for (let lead = 0x81; isDouble && lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail]);
  return (text) => Uint8Array.from([...text].flatMap((character) => table.get(character) ?? [0x3f]));
};

const texts: readonly (readonly [encoding: string, language: string, text: string])[] = [
  ['windows-1252', 'es', '¿Cuándo llegó el niño? ¡Mañana será otro día, señor! Él también quería café.'],
  ['windows-1252', 'de', 'Die Größe der Straße überraschte Jürgen völlig, aber er schwieg.'],
  ['windows-1250', 'pl', 'Zażółć gęślą jaźń. Dziękuję bardzo, proszę się nie śpieszyć, już idę.'],
  ['windows-1250', 'cs', 'Příliš žluťoučký kůň úpěl ďábelské ódy. Děkuji, můžeme začít.'],
  ['windows-1251', 'ru', 'Я думаю, что это правда. Он сказал, что придёт завтра вечером.'],
  ['koi8-r', 'ru', 'Я думаю, что это правда. Он сказал, что придёт завтра вечером.'],
  ['windows-1253', 'el', 'Νομίζω ότι αυτό είναι αλήθεια. Θα έρθει αύριο το βράδυ.'],
  ['windows-1254', 'tr', 'Bugün çok güzel bir gün, değil mi? Şimdi ığdır’a gidiyoruz.'],
  ['windows-1255', 'he', 'אני חושב שזה נכון. הוא אמר שיבוא מחר בערב.'],
  ['windows-1256', 'ar', 'أعتقد أن هذا صحيح. قال إنه سيأتي غدا مساء.'],
  ['windows-1257', 'lt', 'Aš manau, kad tai tiesa. Jis sakė, kad ateis rytoj vakare, žinoma.'],
  ['windows-874', 'th', 'ผมคิดว่าภาษาไทยไม่ยากอย่างที่คุณคิด'],
  ['shift_jis', 'ja', '彼女はコンピューターを買いたいと友だちに言いました。'],
  ['euc-jp', 'ja', '彼女はコンピューターを買いたいと友だちに言いました。'],
  ['gb18030', 'zh', '我认为这是真的，你觉得呢？他说他明天晚上会来。'],
  ['big5', 'zh-Hant', '我認為這是真的，你覺得呢？他說他明天晚上會來。'],
  ['euc-kr', 'ko', '나는 그것이 사실이라고 생각한다. 그는 내일 온다고 말했다.'],
];

const asSrt = (text: string): string => `1\r\n00:00:01,000 --> 00:00:04,000\r\n${text}\r\n`;
const firstText = (bytes: Uint8Array, language?: string): string | undefined =>
  readSubtitles(bytes, { language, fileName: 'a.srt' }).cues[0]?.lines[0]?.[0]?.text;

describe('character encodings', () => {
  it.each(texts)('%s is told by the language (%s)', (encoding, language, text) => {
    expect(firstText(encoderFor(encoding)(asSrt(text)), language)).toBe(text);
  });

  it.each(texts.filter(([encoding]) => /1251|koi8|1253|shift|euc|gb18030|big5/.test(encoding)))(
    '%s is told by its statistics alone (%s)',
    (encoding, _language, text) => {
      expect(firstText(encoderFor(encoding)(asSrt(`${text}\r\n${text}`)))).toBe(text);
    },
  );

  it('reads UTF-8 and UTF-16, with and without a mark', () => {
    const text = asSrt('Ça va, señor? 漢字 👍');
    const units = Uint8Array.from(
      [...text]
        .join('')
        .split('')
        .flatMap((unit) => [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8]),
    );
    const swapped = units.map((_, index) => units[index ^ 1] ?? 0);
    for (const bytes of [
      new TextEncoder().encode(text),
      new TextEncoder().encode(`\ufeff${text}`),
      units,
      Uint8Array.from([0xff, 0xfe, ...units]),
      swapped,
      Uint8Array.from([0xfe, 0xff, ...swapped]),
    ]) {
      expect(firstText(bytes)).toBe('Ça va, señor? 漢字 👍');
    }
  });

  it('takes the encoding it is given, and refuses one that does not exist', () => {
    expect(decodeText(Uint8Array.of(0xe4), { encoding: 'ibm866' }).text).toBe('ф');
    expect(() => decodeText(Uint8Array.of(0xe4), { encoding: 'klingon-8' })).toThrow(
      '"klingon-8" is not a character encoding.',
    );
  });
});
