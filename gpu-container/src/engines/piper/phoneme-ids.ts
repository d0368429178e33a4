const BEGIN = '^';
const BETWEEN = '_';
const END = '$';

/**
 * The input of a Piper voice: a begin, each phoneme with a blank behind it, an end (rhasspy/piper, voice.py,
 * `phonemes_to_ids`). What the voice does not know is left out.
 */
export function phonemeIds(phonemes: string, map: Readonly<Record<string, readonly number[]>>): readonly number[] {
  const idsOf = (phoneme: string): readonly number[] => (Object.hasOwn(map, phoneme) ? (map[phoneme] ?? []) : []);
  const spoken = [...phonemes].filter((phoneme) => idsOf(phoneme).length > 0);
  return [...idsOf(BEGIN), ...spoken.flatMap((phoneme) => [...idsOf(phoneme), ...idsOf(BETWEEN)]), ...idsOf(END)];
}
