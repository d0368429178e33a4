/** A small seeded generator: the same seed gives the same run on every machine. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}

/** Pieces that mean something to one reader or another. */
const tokens = [
  '-->',
  '<i>',
  '</i>',
  '<',
  '>',
  '&amp;',
  '&#x110000;',
  '{\\an8}',
  '{\\pos(1,',
  '\\N',
  'WEBVTT',
  'STYLE',
  'REGION',
  'NOTE',
  '[Events]',
  'Dialogue: ',
  'Format: ',
  '00:00:01,000',
  '99999999999:00:00.000',
  '<![CDATA[',
  ']]>',
  '<br/>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '"',
  '\r',
  '\0',
  '\ufeff',
  '\u202b',
  '{',
  '}',
  ',,,,,,',
  '<v ',
  '<ruby><rt>',
  '1e999',
  '<span begin="1s">',
  '<p>',
  '</p>',
  'timeContainer="seq"',
  '-',
  '\n\n',
  '\n1\n',
];

const encoder = new TextEncoder();

const splice = (bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array => {
  const result = new Uint8Array(bytes.length - Math.min(remove, bytes.length - at) + insert.length);
  result.set(bytes.subarray(0, at));
  result.set(insert, at);
  result.set(bytes.subarray(at + remove), at + insert.length);
  return result;
};

/** Output stays below this, however often pieces are doubled. */
const maxBytes = 200_000;

/** Changes a file in one to eight places: bytes flipped, pieces cut, doubled, moved, or something meaningful put in. */
export function mutateBytes(source: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = source;
  for (let count = random(8) + 1; count > 0; count--) {
    const at = random(bytes.length + 1);
    const length = random(Math.min(400, bytes.length - at + 1));
    const kind = random(6);
    if (kind === 0) bytes = splice(bytes, at, 1, Uint8Array.of(random(256)));
    else if (kind === 1) bytes = splice(bytes, at, length, new Uint8Array());
    else if (kind === 2) bytes = splice(bytes, at, 0, bytes.slice(at, at + length));
    else if (kind === 3) bytes = splice(bytes, at, 0, encoder.encode(tokens[random(tokens.length)]));
    else if (kind === 4)
      bytes = splice(bytes, at, random(3), encoder.encode((tokens[random(tokens.length)] ?? '').repeat(random(200))));
    else bytes = splice(bytes, random(bytes.length + 1), 0, bytes.slice(at, at + length));
    if (bytes.length > maxBytes) bytes = bytes.slice(0, maxBytes);
  }
  return bytes;
}
