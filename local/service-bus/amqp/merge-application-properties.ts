import rhea from 'rhea';
import { encodeSection } from './encode-section.js';
import { sectionCodes, splitSections } from './split-sections.js';

/** Sets application properties of an encoded bare message, leaving every other section as it is. */
export function mergeApplicationProperties(bare: Buffer, properties: Readonly<Record<string, unknown>>): Buffer {
  if (Object.keys(properties).length === 0) return bare;
  const code = sectionCodes.applicationProperties;
  const sections = splitSections(bare);
  const existing = sections.find((section) => section.code === code);
  const current: Readonly<Record<string, unknown>> = existing
    ? rhea.message.decode(existing.bytes)['application_properties']
    : {};
  const merged = encodeSection(code, { application_properties: { ...current, ...properties } });
  const before = sections.filter((section) => section.code < code).map(({ bytes }) => bytes);
  const after = sections.filter((section) => section.code > code).map(({ bytes }) => bytes);
  return Buffer.concat([...before, merged, ...after]);
}
