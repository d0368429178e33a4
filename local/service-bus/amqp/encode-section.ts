import rhea from 'rhea';
import { splitSections } from './split-sections.js';

/** Encodes one section of a message whose fields are given under rhea's names. */
export function encodeSection(code: number, fields: Readonly<Record<string, unknown>>): Buffer {
  const sections = splitSections(rhea.message.encode({ body: null, ...fields }));
  const section = sections.find((each) => each.code === code);
  if (!section) throw new Error(`The encoder left out section 0x${code.toString(16)}.`);
  return section.bytes;
}
