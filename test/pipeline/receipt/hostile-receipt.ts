import type { Receipt } from '../../../pipeline/contracts/receipt.js';
import { sampleReceipt } from './sample-receipt.js';

const ATTACK = `"'\`><img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script></title></style></svg>\u0000\u202e${'\ud800'}&lt;`;

/** A receipt in which every text that can be free is an attack, and every file name tries to lead elsewhere. */
export function hostileReceipt(): Receipt {
  const receipt = poison(sampleReceipt());
  const names = [
    'javascript:globalThis.owned=1',
    '//evil.example/x.mp4',
    '../../etc/passwd',
    'https://evil.example/x.vtt',
  ];
  return {
    ...receipt,
    languages: receipt.languages.map((language) => ({
      ...language,
      files: language.files.map((file, index) => ({ ...file, name: names[index + 1] ?? names[0] ?? '' })),
    })),
  };
}

/** Values that are not free text but one of a few words, or a digest. */
const FIXED = /^([0-9a-f]{64}|video|subtitles|stem|hit|run|streaming)$/;

function poison<T>(value: T): T {
  // a walk over any JSON: what comes back has the shape of what went in
  if (typeof value === 'string') return (FIXED.test(value) ? value : ATTACK) as T;
  if (Array.isArray(value)) return value.map(poison) as T;
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poison(inner)])) as T;
  }
  return value;
}
