import type { IncomingHttpHeaders } from 'node:http';

/** Who may ask the stand-in, and what it is called. */
export const resource = {
  translatorKey: 'translator-key-0123456789abcdef',
  speechKey: 'speech-key-0123456789abcdef',
  region: 'westeurope',
  deployment: 'our-gpt-4o-mini',
  translatorDomain: 'my-translator.cognitiveservices.azure.com',
  speechDomain: 'my-speech.cognitiveservices.azure.com',
  translatorId:
    '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/media/providers/Microsoft.CognitiveServices/accounts/my-translator',
  speechId:
    '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/media/providers/Microsoft.CognitiveServices/accounts/my-speech',
  token: 'entra-token-0123456789abcdef',
  issuedToken: 'issued-token-0123456789abcdef',
} as const;

export interface StandInRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Breaks the connection after the headers and the body so far. */
  readonly breaks?: boolean;
}
