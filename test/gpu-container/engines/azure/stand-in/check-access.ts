import { resource, type StandInAnswer, type StandInRequest } from './stand-in-resource.js';

export interface CheckAccessParams {
  readonly request: StandInRequest;
  readonly key: string;
  /** What the bearer token must be here. */
  readonly token: string;
  /** Headers that must come with a key, and with a token, at this address. */
  readonly withKey?: Readonly<Record<string, string>>;
  readonly withToken?: Readonly<Record<string, string>>;
}

const denied = (message: string): StandInAnswer => ({
  status: 401,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ error: { code: '401', message } }),
});

/** The gateway's own check: one credential, the right one, with what names the resource; nothing secret in the address. */
export function checkAccess(params: CheckAccessParams): StandInAnswer | undefined {
  const { headers, query } = params.request;
  const key = headers['ocp-apim-subscription-key'];
  const authorization = headers['authorization'];
  const address = `${params.request.path}?${query}`;
  if ([resource.translatorKey, resource.speechKey, resource.token].some((secret) => address.includes(secret))) {
    return denied('There is a secret in the address.');
  }
  if ((key === undefined) === (authorization === undefined))
    return denied('One credential is wanted, not none or two.');
  const expected = key === undefined ? params.withToken : params.withKey;
  const wrong = Object.entries(expected ?? {}).find(([name, value]) => headers[name.toLowerCase()] !== value);
  if (wrong !== undefined) return denied(`The header ${wrong[0]} is missing or wrong.`);
  const isRight = key === undefined ? authorization === `Bearer ${params.token}` : key === params.key;
  return isRight ? undefined : denied('Access denied due to invalid subscription key or wrong API endpoint.');
}
