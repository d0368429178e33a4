import { SaxesParser } from 'saxes';
import type { ReadLog } from '../shared/read-log.js';

/** One XML element: local name, attributes by `prefix:local` in the prefixes TTML itself uses, children in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
  readonly line: number;
}

interface Draft {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: (Draft | string)[];
  readonly line: number;
}

/** Attribute namespaces by their last segments, so that documents of every TTML generation read alike. */
const prefixOf = (uri: string): string => {
  if (/ttml(?:\/\d{4}\/\d{2})?#param|ttaf1.*#param/.test(uri)) return 'ttp:';
  if (/ttml\/profile\/imsc1#styling/.test(uri)) return 'itts:';
  if (/#styl/.test(uri)) return 'tts:';
  if (/#metadata/.test(uri)) return 'ttm:';
  return uri === 'http://www.w3.org/XML/1998/namespace' ? 'xml:' : '';
};

/** Deeper documents are refused: no subtitle needs it and recursion must end. */
const depthLimit = 200;

/** Parses XML into a tree. No external entity is ever loaded and none is expanded. Refuses what is not well formed. */
export function parseXmlTree(text: string, log: ReadLog): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: Draft[] = [];
  let root: Draft | undefined;
  parser.on('error', (error) => log.refuse(parser.line, error.message.replace(/^\d+:\d+: /, '')));
  parser.on('opentag', (tag) => {
    if (stack.length >= depthLimit) log.refuse(parser.line, 'elements nest too deep.');
    const attributes = new Map<string, string>();
    for (const attribute of Object.values(tag.attributes)) {
      attributes.set(`${prefixOf(attribute.uri)}${attribute.local}`, attribute.value);
    }
    const element: Draft = { name: tag.local, attributes, children: [], line: parser.line };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  parser.on('closetag', () => {
    stack.pop();
  });
  const addText = (part: string): void => {
    stack.at(-1)?.children.push(part);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text.replace(/^\ufeff/, '')).close();
  return root ?? log.refuse(1, 'no element found.');
}

/** The element children of an element. */
export const elementsOf = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => typeof child !== 'string');
