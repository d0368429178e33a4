import { findLanguage } from './find-language.js';
import { type ScriptCode, scriptTraits } from './script-traits.js';

const explicitScript = (tag: string): ScriptCode | undefined => {
  const subtag = tag.split(/[-_]/).find((part) => part.length === 4 && part in scriptTraits);
  return subtag === undefined ? undefined : (subtag as ScriptCode); // membership was just tested
};

/** The script a language tag is written in: named in the tag, else the catalogue's; Latin when nothing is known. */
export const scriptOfLanguage = (tag: string): ScriptCode => explicitScript(tag) ?? findLanguage(tag)?.script ?? 'Latn';
