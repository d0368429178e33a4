/** How text in a script behaves on screen. */
export interface ScriptTraits {
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Whether words are parted by spaces; where not, word breaks come from a dictionary. */
  readonly hasSpaces: boolean;
  /** Noto family that burn-in asks for; all are in fonts-noto-core and fonts-noto-cjk. */
  readonly fontFamily: string;
}

const spaced = (name: string, fontFamily = `Noto Sans ${name}`): ScriptTraits => ({
  name,
  direction: 'ltr',
  hasSpaces: true,
  fontFamily,
});
const unspaced = (name: string, fontFamily = `Noto Sans ${name}`): ScriptTraits => ({
  ...spaced(name, fontFamily),
  hasSpaces: false,
});
const rightToLeft = (name: string, fontFamily = `Noto Sans ${name}`): ScriptTraits => ({
  ...spaced(name, fontFamily),
  direction: 'rtl',
});

/** Every script of the catalogue, by ISO 15924 code. */
export const scriptTraits = {
  Latn: spaced('Latin', 'Noto Sans'),
  Cyrl: spaced('Cyrillic', 'Noto Sans'),
  Grek: spaced('Greek', 'Noto Sans'),
  Armn: spaced('Armenian'),
  Geor: spaced('Georgian'),
  Arab: rightToLeft('Arabic'),
  Hebr: rightToLeft('Hebrew'),
  Syrc: rightToLeft('Syriac'),
  Thaa: rightToLeft('Thaana'),
  Nkoo: rightToLeft('N’Ko', 'Noto Sans NKo'),
  Adlm: rightToLeft('Adlam'),
  Rohg: rightToLeft('Hanifi Rohingya'),
  Samr: rightToLeft('Samaritan'),
  Deva: spaced('Devanagari'),
  Beng: spaced('Bengali'),
  Gujr: spaced('Gujarati'),
  Guru: spaced('Gurmukhi'),
  Knda: spaced('Kannada'),
  Mlym: spaced('Malayalam'),
  Orya: spaced('Odia', 'Noto Sans Oriya'),
  Sinh: spaced('Sinhala'),
  Taml: spaced('Tamil'),
  Telu: spaced('Telugu'),
  Olck: spaced('Ol Chiki'),
  Mtei: spaced('Meetei Mayek'),
  Saur: spaced('Saurashtra'),
  Limb: spaced('Limbu'),
  Lepc: spaced('Lepcha'),
  Cakm: spaced('Chakma'),
  Tibt: unspaced('Tibetan', 'Noto Serif Tibetan'),
  Thai: unspaced('Thai'),
  Laoo: unspaced('Lao'),
  Khmr: unspaced('Khmer'),
  Mymr: unspaced('Myanmar'),
  Talu: unspaced('New Tai Lue'),
  Tale: unspaced('Tai Le'),
  Java: unspaced('Javanese'),
  Bali: unspaced('Balinese'),
  Sund: spaced('Sundanese'),
  Bugi: spaced('Buginese'),
  Hans: unspaced('Han (simplified)', 'Noto Sans CJK SC'),
  Hant: unspaced('Han (traditional)', 'Noto Sans CJK TC'),
  Jpan: unspaced('Japanese', 'Noto Sans CJK JP'),
  Kore: spaced('Korean', 'Noto Sans CJK KR'),
  Yiii: spaced('Yi'),
  Mong: spaced('Mongolian'),
  Ethi: spaced('Ethiopic'),
  Tfng: spaced('Tifinagh'),
  Vaii: unspaced('Vai'),
  Copt: spaced('Coptic'),
  Goth: spaced('Gothic'),
  Cans: spaced('Canadian Aboriginal'),
  Cher: spaced('Cherokee'),
  Osge: spaced('Osage'),
} as const satisfies Record<string, ScriptTraits>;

/** A script of the catalogue, ISO 15924. */
export type ScriptCode = keyof typeof scriptTraits;
