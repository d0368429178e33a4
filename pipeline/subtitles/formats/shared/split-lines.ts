/** The lines of a text, whatever ends them: CR LF, LF or CR alone. The byte order mark and NUL are gone. */
export const splitLines = (text: string): string[] =>
  text
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '\ufffd')
    .split(/\r\n|\n|\r/);
