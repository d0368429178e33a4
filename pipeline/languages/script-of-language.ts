import { findLanguage } from './find-language.js';
import { type ScriptCode, scriptTraits } from './script-traits.js';

const explicitScript = (tag: string): ScriptCode | undefined => {
  const subtag = tag.split(/[-_]/).find((part) => part.length === 4 && part in scriptTraits);
  return subtag === undefined ? undefined : (subtag as ScriptCode); // membership was just tested
};

const known = new Map<string, ScriptCode>();
/** Tags come from outside: more than a catalogue's worth of them is not remembered. */
const memoryLimit = 1000;

/** The script a language tag is written in: named in the tag, else the catalogue's; Latin when nothing is known. */
export function scriptOfLanguage(tag: string): ScriptCode {
  const remembered = known.get(tag);
  if (remembered !== undefined) return remembered;
  const script = explicitScript(tag) ?? findLanguage(tag)?.script ?? 'Latn';
  if (known.size < memoryLimit) known.set(tag, script);
  return script;
}
