import chardet from 'chardet';
import { scriptOfLanguage } from '../../languages/script-of-language.js';

/** Code pages to try for a script, most common first. */
const pagesByScript: Readonly<Record<string, readonly string[]>> = {
  Cyrl: ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'],
  Grek: ['windows-1253', 'iso-8859-7'],
  Hebr: ['windows-1255', 'iso-8859-8'],
  Arab: ['windows-1256', 'iso-8859-6'],
  Thai: ['windows-874'],
  Jpan: ['shift_jis', 'euc-jp', 'iso-2022-jp'],
  Kore: ['euc-kr'],
  Hans: ['gb18030', 'big5'],
  Hant: ['big5', 'gb18030'],
};

/** The page of a language in Latin letters; Western European where nothing is said. */
const latinPages: Readonly<Record<string, string>> = {
  cs: 'windows-1250',
  sk: 'windows-1250',
  pl: 'windows-1250',
  hu: 'windows-1250',
  sl: 'windows-1250',
  hr: 'windows-1250',
  bs: 'windows-1250',
  ro: 'windows-1250',
  sq: 'windows-1250',
  tr: 'windows-1254',
  az: 'windows-1254',
  lt: 'windows-1257',
  lv: 'windows-1257',
  et: 'windows-1257',
  vi: 'windows-1258',
};

/** Names of the detector that TextDecoder knows under another, and subsets replaced by what really writes them. */
const labels: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-5': 'windows-1251',
  'ISO-8859-6': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
};

const isLegal = (bytes: Uint8Array, encoding: string): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // either not valid in this encoding or not an encoding here
  }
};

/** Bytes looked at: enough to tell, little enough to be quick. */
const sampleBytes = 65_536;

/** How much of a decoded sample looks like text of a script: its letters count, symbols inside words count against. */
const plausibility = (bytes: Uint8Array, encoding: string, script: string): number => {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, sampleBytes));
  const property = { Cyrl: 'Cyrillic', Grek: 'Greek', Hebr: 'Hebrew', Arab: 'Arabic', Thai: 'Thai' }[script];
  const own =
    property === undefined
      ? /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu
      : new RegExp(`\\p{sc=${property}}`, 'gu');
  const letters = text.match(own)?.length ?? 0;
  const odd = text.match(/[\ufffd\u0080-\u009f\u2500-\u259f\uff61-\uff9f]/g)?.length ?? 0;
  const shouting = script === 'Cyrl' ? (text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) : 0;
  return letters - odd * 4 - shouting * 3;
};

const byLanguage = (bytes: Uint8Array, language: string): string | undefined => {
  const script = scriptOfLanguage(language);
  if (script === 'Latn') return latinPages[language.split('-')[0] ?? ''] ?? 'windows-1252';
  const candidates = (pagesByScript[script] ?? []).filter((page) => isLegal(bytes, page));
  const [first] = candidates;
  if (first === undefined) return undefined;
  return candidates.reduce(
    (best, page) => (plausibility(bytes, page, script) > plausibility(bytes, best, script) ? page : best),
    first,
  );
};

/** A legal multi-byte reading by chance is likely when few bytes are above ASCII: then a code page is meant. */
const multiByteFloor = 24;

/**
 * The most likely encoding of bytes that are not UTF-8 (WHATWG label). The language, where known, decides between
 * code pages; without it the statistics of the bytes do. Never fails: Windows-1252 is the last resort.
 */
export function guessEncoding(bytes: Uint8Array, language?: string): string {
  const known = language === undefined ? undefined : byLanguage(bytes, language);
  if (known !== undefined) return known;
  const sample = bytes.subarray(0, sampleBytes);
  const high = sample.filter((byte) => byte >= 0x80).length;
  const matches = chardet
    .analyse(sample)
    .filter(({ name }) => !/^(?:UTF|ISO-2022|ASCII)/.test(name) || name === 'ISO-2022-JP');
  for (const { name } of matches) {
    const label = labels[name] ?? name.toLowerCase();
    const isMultiByte = /shift|euc|gb|big5/.test(label);
    if (isMultiByte && high < multiByteFloor) continue;
    if (isLegal(sample, label)) return label;
  }
  return 'windows-1252';
}
