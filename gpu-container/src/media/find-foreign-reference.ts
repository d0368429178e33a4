const TEXT_WINDOW_BYTES = 8192;

/** What makes a text a list of other files or addresses, and how it is called in the message. */
const PLAYLISTS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^#extm3u|^#ext-x-/, 'an HLS playlist'],
  [/^ffconcat version/, 'an ffmpeg concat script'],
  [/^file\s+['"]?\S/, 'an ffmpeg concat script'],
  [/^\[playlist\]/, 'a PLS playlist'],
  [/^\[reference\]/, 'an ASF reference file'],
  [/^<asx/, 'an ASX playlist'],
  [/^v=0\r?\no=/, 'an SDP description'],
  [/^rtsptext/, 'a QuickTime stream reference'],
  [/^[a-z][a-z0-9+.-]{1,20}:\/\/\S/, 'an address'],
];
const XML_PLAYLIST = /<(mpd|smil|asx|playlist|smoothstreamingmedia)[\s>]/;

/** How a text refers elsewhere ("an HLS playlist"), or undefined when it does not. Looks past a BOM and white space. */
export function findPlaylist(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1')
    .decode(bytes.subarray(0, TEXT_WINDOW_BYTES))
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\0', '') // UTF-16 text reads as ASCII with zeros between
    .trimStart()
    .toLowerCase();
  const hit = PLAYLISTS.find(([pattern]) => pattern.test(text));
  if (hit !== undefined) return hit[1];
  return text.startsWith('<') && XML_PLAYLIST.test(text) ? 'a DASH or XML playlist' : undefined;
}

/** AVI text chunks may carry a whole other file ("GAB2"); ffmpeg would open it with any demuxer it recognises. */
const GAB2 = [0x47, 0x41, 0x42, 0x32, 0x00];
const NESTED_WINDOW_BYTES = 512;

function* gab2Offsets(bytes: Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(0x47); at >= 0; at = bytes.indexOf(0x47, at + 1)) {
    if (GAB2.every((byte, index) => bytes[at + index] === byte)) yield at;
  }
}

/** How an AVI's embedded text refers elsewhere, or undefined. Looks at the bytes given (the first MiBs of the file). */
export function findNestedPlaylist(bytes: Uint8Array): string | undefined {
  for (const at of gab2Offsets(bytes)) {
    const nested = new TextDecoder('latin1').decode(bytes.subarray(at, at + NESTED_WINDOW_BYTES)).toLowerCase();
    const start = nested.search(/#extm3u|#ext-x-|ffconcat version|\[playlist\]|<mpd|<asx|[a-z][a-z0-9+.-]{2,20}:\/\//);
    if (start >= 0) return 'an AVI that hides a playlist in a text stream';
  }
  return undefined;
}
