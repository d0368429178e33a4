/** The English name of a BCP-47 tag, or the tag itself where there is none. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // a server may know tags this runtime does not; the tag says enough
  }
}
