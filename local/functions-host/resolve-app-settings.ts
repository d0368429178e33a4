/** Settings of the app by name, as in `Values` of local.settings.json. */
export type AppSettings = Readonly<Record<string, string>>;

/**
 * Puts app settings in place of `%NAME%` in the text of a binding.
 *
 * @throws Error naming a setting that is missing.
 */
export function resolveAppSettings(text: string, settings: AppSettings): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name];
    if (value === undefined) throw new Error(`The app setting '${name}', which '${text}' asks for, is missing.`);
    return value;
  });
}
