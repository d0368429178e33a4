import { wellFormed } from './well-formed.js';

/**
 * A link to a file that lies beside the page, or undefined for a name that could lead anywhere else: absolute, with a
 * scheme, upwards, or with a backslash or control character.
 */
export function siblingHref(name: string): string | undefined {
  const segments = name.split('/');
  const isPlain = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop some of them and see another address
  if (!isPlain || /[\\\u0000-\u001f\u007f]/.test(name) || name.length > 500) return undefined;
  // "./" keeps a colon in the first segment from being read as a scheme
  return `./${segments.map((segment) => encodeURIComponent(wellFormed(segment))).join('/')}`;
}
