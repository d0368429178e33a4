/** Longest base name we give a file, in UTF-16 units: leaves room for language and ending within 255 bytes of UTF-8. */
const maxLength = 70;

/** A name every file system and blob store takes: path separators, control and reserved characters become `_`. */
export function safeFileName(name: string): string {
  const cleaned = [...name.normalize('NFC')]
    .map((character) => (/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|#%]/u.test(character) ? '_' : character))
    .join('')
    .replace(/^[.\s-]+|[.\s]+$/g, '');
  return cleaned === '' ? 'video' : [...cleaned].slice(0, maxLength).join('');
}
