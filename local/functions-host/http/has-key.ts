import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a request carries the key, in `x-functions-key` or `?code=`; always true when no key is set. */
export function hasKey(
  key: string | undefined,
  header: string | string[] | undefined,
  query: URLSearchParams,
): boolean {
  if (key === undefined) return true;
  return [header, query.get('code')].some((candidate) => typeof candidate === 'string' && isSame(candidate, key));
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function isSame(candidate: string, key: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(candidate), digest(key));
}
