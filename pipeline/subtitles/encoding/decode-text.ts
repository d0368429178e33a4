import { PipelineError } from '../../errors/pipeline-error.js';
import { guessEncoding } from './guess-encoding.js';

/** Bytes as text, and the encoding (WHATWG label) they turned out to be in. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/** How to decode: a known encoding, or the language of the text to help the guess between code pages. */
export interface DecodeTextOptions {
  readonly encoding?: string | undefined;
  readonly language?: string | undefined;
}

const byteOrderMark = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
};

/** UTF-16 without a mark shows in its zero bytes: digits and arrows have one in every pair, always on the same side. */
const unmarkedUtf16 = (bytes: Uint8Array): string | undefined => {
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (const [index, byte] of sample.entries()) if (byte === 0) index % 2 === 0 ? even++ : odd++;
  const pairs = sample.length / 2;
  if (pairs < 2) return undefined;
  if (odd > pairs * 0.3 && even < pairs * 0.05) return 'utf-16le';
  return even > pairs * 0.3 && odd < pairs * 0.05 ? 'utf-16be' : undefined;
};

const tryDecode = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new PipelineError('request-invalid', `"${encoding}" is not a character encoding.`, { cause: error });
    }
    return undefined; // not valid in this encoding: the caller tries the next
  }
};

/**
 * Decodes a text file whatever it is in: a byte order mark decides, then UTF-16 by its zero bytes, then UTF-8 if valid,
 * then the most likely code page. Fails with `request-invalid` when a named encoding does not exist.
 */
export function decodeText(bytes: Uint8Array, options: DecodeTextOptions = {}): DecodedText {
  const marked = byteOrderMark(bytes) ?? options.encoding ?? unmarkedUtf16(bytes);
  if (marked !== undefined) {
    const text = tryDecode(bytes, marked) ?? new TextDecoder(marked).decode(bytes);
    return { text, encoding: new TextDecoder(marked).encoding };
  }
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  const encoding = guessEncoding(bytes, options.language);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
