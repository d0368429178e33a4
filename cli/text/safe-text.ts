// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** Text from outside, harmless in a terminal: no control characters, no line breaks, no bidirectional overrides. */
export function safeText(text: string): string {
  return text.replace(controlCharacters, ' ').trim();
}
