/** A tag and the less exact ones that may stand in for it, best first: `pt-BR` → `pt-BR`, `pt`. */
export function languageFallbacks(tag: string): readonly string[] {
  const locale = new Intl.Locale(tag);
  const { language, script, region } = locale;
  const candidates = [
    tag,
    script === undefined || region === undefined ? undefined : `${language}-${region}`,
    script === undefined ? undefined : `${language}-${script}`,
    language,
  ];
  return [...new Set(candidates.filter((candidate) => candidate !== undefined))];
}
