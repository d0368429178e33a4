import type { SpanStyle } from '../../model/span.js';
import { parseColor } from '../srt/parse-srt-text.js';
import type { XmlElement } from './xml-tree.js';

/** Style attributes in force on an element, `tts:` names without the prefix. */
export type TtmlStyle = ReadonlyMap<string, string>;

/** Attributes that pass from an element to those inside it. */
const inherited = new Set([
  'color',
  'direction',
  'fontFamily',
  'fontStyle',
  'fontWeight',
  'textAlign',
  'textDecoration',
  'visibility',
  'lang',
  'space',
]);

/** A chain of referenced styles longer than this is taken for a loop. */
const chainLimit = 32;

/** Finds the styles elements refer to. */
export class TtmlStyles {
  readonly #styles = new Map<string, XmlElement>();

  constructor(styles: readonly XmlElement[]) {
    for (const style of styles) {
      const id = style.attributes.get('xml:id') ?? style.attributes.get('id');
      if (id !== undefined) this.#styles.set(id, style);
    }
  }

  /** The styles an element has of its own: referenced ones first, then its own attributes. */
  ownStyle(element: XmlElement, depth = 0): Map<string, string> {
    const merged = new Map<string, string>();
    const references = depth < chainLimit ? (element.attributes.get('style') ?? '').split(/\s+/) : [];
    for (const reference of references) {
      const style = this.#styles.get(reference);
      if (style === undefined) continue;
      for (const [name, value] of this.ownStyle(style, depth + 1)) merged.set(name, value);
    }
    for (const [name, value] of element.attributes)
      if (name.startsWith('tts:')) merged.set(name.slice(4), value.trim());
    return merged;
  }

  /** The styles in force on an element inside a parent. */
  resolve(element: XmlElement, parent: TtmlStyle): TtmlStyle {
    const style = new Map([...parent].filter(([name]) => inherited.has(name)));
    for (const [name, value] of this.ownStyle(element)) style.set(name, value);
    const language = element.attributes.get('xml:lang');
    const space = element.attributes.get('xml:space');
    if (language !== undefined) style.set('lang', language);
    if (space !== undefined) style.set('space', space);
    return style;
  }
}

const rgb = (value: string): string | undefined => {
  const match = /^rgba?\(([^)]+)\)$/i.exec(value.trim());
  if (match?.[1] === undefined) return parseColor(value);
  const numbers = match[1].split(',').map((part) => Number(part.trim()));
  if (numbers.length < 3 || numbers.some((part) => !(part >= 0 && part <= 255))) return undefined;
  const hex = numbers.map((part) => Math.round(part).toString(16).padStart(2, '0'));
  return `#${hex.slice(0, 3).join('')}${hex[3] === undefined || hex[3] === 'ff' ? '' : hex[3]}`;
};

/** A style as the model's span style; `language` is the cue's own, which spans do not repeat. */
export function spanStyleOf(style: TtmlStyle, language: string | undefined): SpanStyle {
  const color = rgb(style.get('color') ?? '');
  const background = rgb(style.get('backgroundColor') ?? '');
  const decoration = style.get('textDecoration') ?? '';
  const own = style.get('lang');
  const family = style.get('fontFamily')?.split(',')[0]?.replace(/["']/g, '').trim();
  const isGeneric =
    family === undefined || /^(?:default|(?:proportional|monospace)?(?:SansSerif|Serif|monospace))$/i.test(family);
  return {
    ...(/^(?:bold)$/.test(style.get('fontWeight') ?? '') ? { bold: true } : {}),
    ...(/^(?:italic|oblique)$/.test(style.get('fontStyle') ?? '') ? { italic: true } : {}),
    ...(/\bunderline\b/.test(decoration) ? { underline: true } : {}),
    ...(/\blineThrough\b/.test(decoration) ? { strike: true } : {}),
    ...(color === undefined ? {} : { color }),
    ...(background === undefined ? {} : { background }),
    ...(isGeneric ? {} : { fontFamily: family }),
    ...(own === undefined || own === '' || own === language ? {} : { language: own }),
  };
}
