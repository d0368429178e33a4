/** Longest name, in UTF-8 bytes: file systems stop at 255, and a temporary ending must fit behind it. */
const maxNameBytes = 180;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const unsafe = /[\u0000-\u001f\u007f<>:"/\\|?*]/gu;
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A text as the name of one file or folder on any system: letters of every script, spaces and apostrophes stay; what a
 * file system or a shell would take for something else becomes `_`.
 */
export function safeName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(unsafe, '_')
    .replace(/^[-.\s]+/, (start) => '_'.repeat(start.length))
    .replace(/[.\s]+$/, '');
  const named = plain === '' ? '_' : reservedOnWindows.test(plain) ? `_${plain}` : plain;
  return cut(named);
}

function cut(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let room = maxNameBytes - Buffer.byteLength(ending);
  let kept = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept.replace(/[.\s]+$/, '') + ending;
}
