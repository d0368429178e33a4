import { scriptOfLanguage } from '../../languages/script-of-language.js';
import { type ScriptCode, scriptTraits } from '../../languages/script-traits.js';
import { type AssLook, writeAss } from '../formats/ass/write-ass.js';
import type { Cue } from '../model/cue.js';
import type { Span } from '../model/span.js';

/** What is to be drawn into the picture. */
export interface BurnInScriptParams {
  readonly cues: readonly Cue[];
  readonly language: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly title?: string | undefined;
}

/** Height of a line of text in percent of the picture; two lines stay inside the lower sixth. */
const fontPercent = 5.4;

/**
 * libass scales a font so that its whole line height is the font size. Fonts with tall lines would come out small, so
 * the size is multiplied by their line height against that of Noto Sans (OS/2 winAscent + winDescent, per em).
 */
const lineHeightRatio: Readonly<Record<string, number>> = {
  'Noto Nastaliq Urdu': 1.75,
  'Noto Sans Arabic': 1.5,
  'Noto Sans Balinese': 1.6,
  'Noto Sans Chakma': 1.07,
  'Noto Sans Javanese': 1.5,
  'Noto Sans Lao': 1.21,
  'Noto Sans Lepcha': 1.12,
  'Noto Sans Mongolian': 1.28,
  'Noto Sans Myanmar': 1.5,
  'Noto Sans Sundanese': 1.06,
  'Noto Sans Thaana': 1.1,
  'Noto Sans Thai': 1.11,
  'Noto Serif Tibetan': 1.9,
};

/** Noto Nastaliq is what readers of Urdu expect; Naskh reads as foreign to them. */
const familyOf = (language: string, script: ScriptCode): string =>
  /^(?:ur|ks|skr)\b/.test(language) && script === 'Arab' ? 'Noto Nastaliq Urdu' : scriptTraits[script].fontFamily;

const foreignScripts: readonly (readonly [RegExp, ScriptCode])[] = [
  [/[\u3040-\u30ff]/u, 'Jpan'],
  [/[\uac00-\ud7a3]/u, 'Kore'],
  [/[\u3400-\u9fff\uf900-\ufaff]/u, 'Hans'],
  [/[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/u, 'Arab'],
  [/[\u0590-\u05ff]/u, 'Hebr'],
  // The dandas U+0964 and U+0965 are shared by all Indic scripts and say nothing.
  [/[\u0900-\u0963\u0966-\u097f]/u, 'Deva'],
  [/[\u0e00-\u0e7f]/u, 'Thai'],
];

/** Runs that fonts of tall scripts lack; taken from Noto Sans at its own size, or they would tower over the line. */
const latinRun = /([\p{Script=Latin}0-9!-/:-@…]+(?: [\p{Script=Latin}0-9!-/:-@…]+)*)/u;

const splitLatin = (span: Span, look: AssLook, baseSize: number): Span[] => {
  if (look.fontSize < baseSize * 1.2 || span.fontFamily !== undefined) return [span];
  const parts = span.text.split(latinRun).map((text, index): Span => {
    if (index % 2 === 1)
      return { ...span, text, fontFamily: 'Noto Sans', assTags: `${span.assTags ?? ''}\\fs${baseSize}` };
    // The size is set back at the start of every other run: the one before it, even on the line above, may be Latin.
    return { ...span, text, assTags: `\\fs${span.assTags ?? ''}` };
  });
  return parts.filter((part) => part.text !== '');
};

const cjk: readonly ScriptCode[] = ['Jpan', 'Kore', 'Hans', 'Hant'];

/** A run in another script than its language's (a name in Japanese inside Spanish) asks for a font that has it. */
const withFont = (span: Span, script: ScriptCode): Span => {
  if (span.fontFamily !== undefined) return span;
  const foreign = foreignScripts.find(([pattern]) => pattern.test(span.text))?.[1];
  if (foreign === undefined || foreign === script || (cjk.includes(foreign) && cjk.includes(script))) return span;
  return { ...span, fontFamily: scriptTraits[foreign].fontFamily };
};

/** Size of Noto Sans on a picture; portrait ones are measured by their width, or lines of 42 columns would not fit. */
const baseFontSize = (widthPx: number, heightPx: number): number =>
  Math.max(12, Math.round((Math.min(heightPx, widthPx * 0.75) * fontPercent) / 100));

/** The look of burned-in text for a language on a picture of this size. */
export function burnInLook({ language, widthPx, heightPx }: Omit<BurnInScriptParams, 'cues'>): AssLook {
  const fontFamily = familyOf(language, scriptOfLanguage(language));
  const baseSize = baseFontSize(widthPx, heightPx);
  return {
    fontFamily,
    fontSize: Math.round(baseSize * (lineHeightRatio[fontFamily] ?? 1)),
    outline: Math.max(1, Math.round(baseSize * 0.6) / 10),
    shadow: Math.max(0.5, Math.round(baseSize * 0.2) / 10),
    marginHorizontal: Math.round(widthPx * 0.05),
    marginVertical: Math.round(heightPx * 0.055),
    widthPx,
    heightPx,
  };
}

/** An ASS script for libass that draws the cues in the right font, size and direction for their language. */
export function burnInScript(params: BurnInScriptParams): string {
  const script = scriptOfLanguage(params.language);
  const look = burnInLook(params);
  const baseSize = baseFontSize(params.widthPx, params.heightPx);
  const cues = params.cues.map((cue) => ({
    ...cue,
    lines: cue.lines.map((line) => line.flatMap((span) => splitLatin(withFont(span, script), look, baseSize))),
  }));
  return writeAss(cues, { title: params.title, look });
}
