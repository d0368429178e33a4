import type { MouthGoal } from './mouth-goal.js';

/** Lines of `symbols open width [closure]`: every letter of the IPA chart, grouped by what is seen of it. */
const VOWELS = `
  a æ ɶ       0.95  0.15
  ɑ           0.95  0
  ɒ           0.75 -0.4
  ɐ           0.8   0.05
  ʌ           0.65  0
  ɔ           0.7  -0.5
  ɛ ε         0.62  0.35
  œ ɞ         0.52 -0.5
  ɜ           0.52 -0.05
  ɝ ɚ         0.45 -0.2
  ə ɘ         0.45  0
  ɵ           0.42 -0.45
  e           0.5   0.42
  ø           0.4  -0.6
  o           0.58 -0.6
  ɤ           0.5   0.1
  i           0.3   0.6
  ɪ ᵻ         0.38  0.4
  ɨ           0.32  0.25
  y ʏ         0.3  -0.75
  ʉ ᵿ         0.3  -0.65
  u           0.3  -0.9
  ʊ           0.36 -0.6
  ɯ           0.3   0.2
`;

const CONSONANTS = `
  p b m ɓ ʙ ᵐ           0     0     1
  ʘ                     0    -0.3   1
  f v ɱ ⱱ               0.1   0.1   0.65
  ʋ                     0.16  0.05  0.35
  β ɸ                   0.1  -0.15  0.6
  θ ð                   0.24  0.1
  t d n ɗ ʇ ǀ           0.22  0.15
  ʈ ɖ ɳ ɽ               0.26  0
  ɾ r                   0.26  0.05
  s z ʦ ʣ               0.17  0.3
  ʃ ʒ ʧ ʤ ɧ             0.24 -0.5
  ʂ ʐ                   0.24 -0.3
  ɕ ʑ ʨ ʥ               0.22  0.1
  l ɬ ɮ ɺ ǁ ʖ           0.3   0.1
  ɫ                     0.3  -0.05
  ɭ ǃ ǂ ʗ               0.3   0
  ɹ ɻ                   0.28 -0.4
  j ʝ ç ʎ ɲ ɟ c ʄ       0.26  0.4
  k g ɡ ŋ x ɣ ɠ ɰ       0.32  0
  q ɢ ɴ χ ʁ ʀ ʛ         0.36  0
  h ɦ ħ ʕ ʜ ʢ ʡ         0.42  0
  w ʍ                   0.18 -0.9
  ɥ                     0.2  -0.8
`;

/** A consonant shapes the lips less than the vowels around it, unless it needs them. */
const CONSONANT_DOMINANCE = 0.55;
/** Lips that must meet do so whatever comes before or after. */
const CLOSING_DOMINANCE = 2.4;
/** Rounding spreads over its neighbours in every language that was looked at. */
const ROUNDED_DOMINANCE = 1.6;
/** Sounds made behind the teeth take the gap their neighbours have. */
const INDIFFERENT_SOUNDS = new Set('h ɦ ħ ʕ ʜ ʢ ʡ k g ɡ ŋ x ɣ ɠ ɰ q ɢ ɴ χ ʁ ʀ ʛ'.split(' '));

function readTable(table: string, isVowel: boolean): ReadonlyArray<readonly [string, MouthGoal]> {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const cells = line.trim().split(/\s+/);
      const symbols = cells.filter((cell) => !/^-?\d/.test(cell));
      const [open = 0, width = 0, closure = 0] = cells.slice(symbols.length).map(Number);
      return symbols.map((symbol): readonly [string, MouthGoal] => [
        symbol,
        { open, width, closure, ...dominanceOf({ symbol, isVowel, width, closure }) },
      ]);
    });
}

function dominanceOf(sound: { symbol: string; isVowel: boolean; width: number; closure: number }) {
  const base = sound.isVowel ? 1 : INDIFFERENT_SOUNDS.has(sound.symbol) ? 0.3 : CONSONANT_DOMINANCE;
  return {
    openDominance: sound.closure >= 0.5 ? CLOSING_DOMINANCE : base,
    widthDominance: sound.width <= -0.4 ? ROUNDED_DOMINANCE : sound.closure >= 0.5 ? 0.3 : base,
  };
}

/** What every letter of the International Phonetic Alphabet asks of the mouth. */
export const ipaGoals: ReadonlyMap<string, MouthGoal> = new Map([
  ...readTable(VOWELS, true),
  ...readTable(CONSONANTS, false),
]);
