/** Languages espeak-ng speaks, as BCP-47 tags, with the name of its voice. Only those it reads in their own script. */
const VOICES: ReadonlyMap<string, string> = new Map(
  `af am an ar as az ba be bg bn bpy bs ca cs cy da de el eo es es-419 et eu fa fi fr fr-FR=fr fr-BE=fr-be
  fr-CH=fr-ch ga gd gn gu hi hr ht hu hy ia id io is it ka kk kl kn ko kok ku ky la lb lfn lt ltg lv mi mk ml mr ms mt
  nb ne nl om or pa pap pl pt pt-BR=pt-br qu ro ru sd shn si sk sl smj sq sr sv sw ta te tn tr tt ug uk ur uz vi
  en=en-us en-US=en-us en-GB=en no=nb nn=nb my`
    .trim()
    .split(/\s+/)
    .map((entry): [string, string] => {
      const [tag = '', voice = tag] = entry.split('=');
      return [tag, voice];
    }),
);

/** Languages without a voice of their own, spoken with the voice whose spelling and sounds are nearest. */
const BORROWED: ReadonlyMap<string, string> = new Map([
  ['gl', 'es'],
  ['ast', 'es'],
  ['oc', 'ca'],
]);

/**
 * Present in espeak-ng but not usable: Debian's Chinese and Japanese voices spell out the characters, the Hebrew one
 * knows no vowels, the Thai one reads letter by letter.
 */
export const UNUSABLE_ESPEAK_LANGUAGES = ['zh', 'yue', 'hak', 'ja', 'he', 'th'] as const;

const SPANISH_OF_AMERICA = new Set('AR BO CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE'.split(' '));

/** Tags the engine declares. */
export const ESPEAK_LANGUAGES: readonly string[] = [...VOICES.keys(), ...BORROWED.keys()].sort();

/** The espeak-ng voice for a tag ("es-MX" → "es-419", "gl" → "es"), or undefined when it does not speak the language. */
export function espeakVoiceFor(language: string): string | undefined {
  const [primary = '', ...rest] = language.split('-');
  const exact = VOICES.get(language);
  if (exact !== undefined) return exact;
  if (primary === 'es' && rest.some((part) => SPANISH_OF_AMERICA.has(part.toUpperCase()))) return 'es-419';
  return VOICES.get(primary) ?? BORROWED.get(primary);
}
