/** Text with lone surrogates replaced, because they cannot be written as UTF-8 or put into an address. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
