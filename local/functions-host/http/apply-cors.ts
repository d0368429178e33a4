import type { IncomingMessage, ServerResponse } from 'node:http';

/** Which web pages may call the app, as `Host.CORS` in local.settings.json or the `cors` settings of the site. */
export interface CorsSettings {
  /** Origins such as `http://localhost:5173`; `*` allows every page. */
  readonly allowedOrigins: readonly string[];
  readonly supportCredentials?: boolean;
}

/**
 * Adds the CORS headers an allowed page needs; answers its preflight and then returns true.
 * https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function applyCors(
  settings: CorsSettings | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { origin } = request.headers;
  if (!settings || origin === undefined) return false;
  const allowsAll = settings.allowedOrigins.includes('*');
  if (!allowsAll && !settings.allowedOrigins.includes(origin)) return false;
  // With credentials browsers refuse "*", so the origin is named.
  response.setHeader('access-control-allow-origin', allowsAll && !settings.supportCredentials ? '*' : origin);
  response.setHeader('vary', 'origin');
  if (settings.supportCredentials) response.setHeader('access-control-allow-credentials', 'true');
  const requestedMethod = request.headers['access-control-request-method'];
  if (request.method !== 'OPTIONS' || requestedMethod === undefined) return false;
  response.setHeader('access-control-allow-methods', requestedMethod);
  const requestedHeaders = request.headers['access-control-request-headers'];
  if (requestedHeaders !== undefined) response.setHeader('access-control-allow-headers', requestedHeaders);
  response.writeHead(204).end();
  return true;
}
