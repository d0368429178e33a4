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

/** Scripts whose signs stand above or below the line need more room; full-width ones look larger than they are. */
const sizeFactor: Readonly<Partial<Record<ScriptCode, number>>> = {
  Jpan: 0.95,
  Hans: 0.95,
  Hant: 0.95,
  Kore: 0.95,
  Thai: 1.1,
  Laoo: 1.1,
  Khmr: 1.1,
  Mymr: 1.1,
  Arab: 1.15,
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
  [/[\u0900-\u097f]/u, 'Deva'],
  [/[\u0e00-\u0e7f]/u, 'Thai'],
];

const cjk: readonly ScriptCode[] = ['Jpan', 'Kore', 'Hans', 'Hant'];

/** A run in another script than its language's (a name in Japanese inside Spanish) asks for a font that has it. */
const withFont = (span: Span, script: ScriptCode): Span => {
  if (span.fontFamily !== undefined) return span;
  const foreign = foreignScripts.find(([pattern]) => pattern.test(span.text))?.[1];
  if (foreign === undefined || foreign === script || (cjk.includes(foreign) && cjk.includes(script))) return span;
  return { ...span, fontFamily: scriptTraits[foreign].fontFamily };
};

/** The look of burned-in text for a language on a picture of this size. */
export function burnInLook({ language, widthPx, heightPx }: Omit<BurnInScriptParams, 'cues'>): AssLook {
  const script = scriptOfLanguage(language);
  // Portrait pictures are measured by their width, or lines of 42 columns would not fit.
  const base = Math.min(heightPx, widthPx * 0.75);
  const fontSize = Math.max(12, Math.round((base * fontPercent * (sizeFactor[script] ?? 1)) / 100));
  return {
    fontFamily: familyOf(language, script),
    fontSize,
    outline: Math.max(1, Math.round(fontSize * 0.6) / 10),
    shadow: Math.max(0.5, Math.round(fontSize * 0.2) / 10),
    marginHorizontal: Math.round(widthPx * 0.05),
    marginVertical: Math.round(heightPx * 0.055),
    widthPx,
    heightPx,
  };
}

/** An ASS script for libass that draws the cues in the right font, size and direction for their language. */
export function burnInScript(params: BurnInScriptParams): string {
  const script = scriptOfLanguage(params.language);
  const cues = params.cues.map((cue) => ({
    ...cue,
    lines: cue.lines.map((line) => line.map((span) => withFont(span, script))),
  }));
  return writeAss(cues, { title: params.title, look: burnInLook(params) });
}
