import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SpokenSsml } from './read-ssml.js';
import { resource } from './stand-in-resource.js';
import { holdVoiceTurn, type VoiceScript } from './voice-turn.js';
import { acceptWebSocket, type WebSocketEnd } from './web-socket.js';

const PATH = '/tts/cognitiveservices/websocket/v1';
const HOSTS = [`${resource.region}.tts.speech.microsoft.com`, resource.speechDomain];
const TOKENS = [resource.issuedToken, `aad#${resource.speechId}#${resource.token}`];

/**
 * The service's WebSocket on this machine, one port for each of its hosts, as strict as its library is. A key may not
 * come near it: the library would write it into the address.
 */
export async function startVoiceStandIn() {
  const spoken: SpokenSsml[] = [];
  const scripted: VoiceScript[] = [];
  const refusals: string[] = [];
  const ends = new Set<Duplex>();
  const onUpgrade = (request: IncomingMessage, socket: Duplex): void => {
    ends.add(socket);
    const script = scripted.shift();
    const status = script?.kind === 'refuse' ? script.status : checkUpgrade(request);
    if (status !== undefined) {
      refusals.push(`upgrade ${status}`);
      socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    const turn = holdVoiceTurn({
      end: (): WebSocketEnd => end,
      script,
      onSpoken: (ssml) => spoken.push(ssml),
      onRefused: (reason) => refusals.push(reason),
    });
    const end = acceptWebSocket(request, socket, turn);
  };
  const servers = HOSTS.map(() =>
    createServer((_, response) => response.writeHead(426).end()).on('upgrade', onUpgrade),
  );
  await Promise.all(servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))));
  const ports = new Map<string, number>(
    servers.map((server, at) => [`wss://${HOSTS[at]}`, (server.address() as AddressInfo).port] as const),
  );
  return {
    /** Every document that was spoken, in order. */
    spoken,
    /** How the next turns go, before all goes as usual again. */
    scripted,
    refusals,
    /** Takes connections for Azure to this machine; an unknown host, or one without encryption, leads nowhere. */
    reachSocket: (origin: string): string => `ws://127.0.0.1:${ports.get(origin) ?? 1}`,
    close: async (): Promise<void> => {
      for (const socket of ends) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
}
export type VoiceStandIn = Awaited<ReturnType<typeof startVoiceStandIn>>;

function checkUpgrade({ url = '', headers }: IncomingMessage): number | undefined {
  const { pathname, searchParams } = new URL(url, 'http://stand-in');
  if (pathname !== PATH) return 404;
  if (!/^[0-9A-F]{32}$/.test(searchParams.get('X-ConnectionId') ?? '')) return 400;
  const hasKey = JSON.stringify(headers).includes(resource.speechKey) || url.includes(resource.speechKey);
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  return hasKey || token === undefined || !TOKENS.includes(token) ? 401 : undefined;
}
