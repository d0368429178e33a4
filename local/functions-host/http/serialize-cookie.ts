import type { RpcHttpCookie } from '../worker/rpc-typed-data.js';

const SAME_SITE = { lax: 'Lax', strict: 'Strict', explicitNone: 'None', none: undefined } as const;

/** The value of a Set-Cookie header, https://www.rfc-editor.org/rfc/rfc6265#section-4.1 */
export function serializeCookie(cookie: RpcHttpCookie): string {
  const sameSite = SAME_SITE[cookie.sameSite ?? 'none'];
  const attributes = [
    `${cookie.name ?? ''}=${encodeURIComponent(cookie.value ?? '')}`,
    cookie.domain && `Domain=${cookie.domain.value}`,
    cookie.path && `Path=${cookie.path.value}`,
    cookie.expires && `Expires=${cookie.expires.value.toUTCString()}`,
    cookie.maxAge && `Max-Age=${cookie.maxAge.value}`,
    cookie.secure?.value && 'Secure',
    cookie.httpOnly?.value && 'HttpOnly',
    sameSite && `SameSite=${sameSite}`,
  ];
  return attributes.filter((attribute) => typeof attribute === 'string').join('; ');
}
