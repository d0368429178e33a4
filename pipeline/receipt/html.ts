import { wellFormed } from './well-formed.js';

/** Markup that may go into a page as it is. Only {@link html} and {@link trustedMarkup} make it. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, markup is not, absent things leave nothing. */
export type HtmlPart = string | number | Html | undefined | false | readonly HtmlPart[];

/** Builds markup; everything put in that is not markup itself is escaped, in text and in quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { markup: strings.map((text, index) => text + markupOf(parts[index])).join('') };
}

/** Takes fixed markup of our own (a style sheet, a script) as it is. Never call it with anything from a job. */
export function trustedMarkup(markup: string): Html {
  return { markup };
}

function markupOf(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(markupOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escapeText(text: string): string {
  return wellFormed(
    text
      .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a page
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd'),
  );
}
