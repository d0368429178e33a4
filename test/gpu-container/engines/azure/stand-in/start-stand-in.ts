import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenSource } from '../../../../../gpu-container/src/engines/azure-service/azure-deps.js';
import { answerSpeech } from './answer-speech.js';
import { answerTranslator } from './answer-translator.js';
import { resource, type StandInAnswer, type StandInRequest } from './stand-in-resource.js';
import { startVoiceStandIn } from './start-voice-stand-in.js';

/** Answers as the services do; each handler returns undefined for an address it does not have. */
const HANDLERS = [answerTranslator, answerSpeech];

/** Azure AI Translator and Azure AI Speech on this machine, as strict as their documentation. */
export async function startStandIn() {
  const requests: StandInRequest[] = [];
  const scripted: StandInAnswer[] = [];
  const refusals: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const seen: StandInRequest = {
        host: String(request.headers['x-stand-in-host']),
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      requests.push(seen);
      const answer =
        scripted.shift() ?? answer404(HANDLERS.map((handle) => handle(seen)).find((each) => each !== undefined));
      if (answer.status >= 400) refusals.push(`${answer.status} ${String(answer.body)}`);
      response.writeHead(answer.status, { 'X-RequestId': `request-${requests.length}`, ...answer.headers });
      response.write(answer.body ?? '');
      if (answer.breaks === true) response.destroy();
      else response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const voices = await startVoiceStandIn();
  const credential = async (): Promise<TokenSource> => ({
    getToken: async (scope) =>
      scope === 'https://cognitiveservices.azure.com/.default' ? { token: resource.token } : null,
  });
  return {
    requests,
    /** What it answered with a status above 399, in order. */
    refusals,
    /** Answers to come before it works as usual again. */
    scripted,
    credential,
    /** The WebSocket that speaks. */
    voices,
    /** Takes requests for Azure to this machine; anything that is not HTTPS would have left in the clear. */
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const url = new URL(String(input));
      if (url.protocol !== 'https:') throw new Error(`${url.origin} is not HTTPS`);
      const headers = { ...(init?.headers as Record<string, string>), 'x-stand-in-host': url.hostname };
      return fetch(`http://127.0.0.1:${port}${url.pathname}${url.search}`, { ...init, headers });
    },
    close: async (): Promise<void> => {
      await voices.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type StandIn = Awaited<ReturnType<typeof startStandIn>>;

const answer404 = (answer: StandInAnswer | undefined): StandInAnswer =>
  answer ?? { status: 404, body: '{"error":{"code":"404","message":"Resource not found"}}' };
