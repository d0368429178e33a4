import { z } from 'zod';
import { readSsml, type SpokenSsml } from './read-ssml.js';
import { speakTone, type ToneSpeech } from './speak-tone.js';
import type { WebSocketEnd } from './web-socket.js';

const SSML_LIMIT_BYTES = 65_536;
const AUDIO_CHUNK_BYTES = 8000;
const ID = /^[0-9A-F]{32}$/;
const STREAM = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
/** The library writes its settings as text where they come from a property. */
const Flag = z.union([z.boolean(), z.enum(['true', 'false'])]);
const SpeechConfig = z.strictObject({
  context: z.strictObject({
    system: z.object({ name: z.literal('SpeechSDK'), version: z.string(), build: z.string(), lang: z.string() }),
    os: z.object({ platform: z.string(), name: z.string(), version: z.string() }),
  }),
});
const Context = z.strictObject({
  synthesis: z.strictObject({
    audio: z.strictObject({
      metadataOptions: z.strictObject({
        bookmarkEnabled: Flag,
        punctuationBoundaryEnabled: Flag,
        sentenceBoundaryEnabled: Flag,
        sessionEndEnabled: Flag,
        visemeEnabled: Flag,
        wordBoundaryEnabled: Flag,
      }),
      outputFormat: z.literal('raw-24khz-16bit-mono-pcm'),
    }),
    language: z.strictObject({ autoDetection: Flag.optional() }),
  }),
});

/** How one turn goes otherwise than it should. */
export type VoiceScript =
  | { readonly kind: 'refuse'; readonly status: number }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string; readonly afterAudio?: boolean }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'sound'; readonly pcm: Buffer };

interface Message {
  readonly path: string;
  readonly requestId: string;
  readonly type: string;
  readonly body: string;
}

/**
 * One connection as the service leads it: `speech.config`, `synthesis.context`, `ssml` come in this order, each with its
 * id, time and content type; then the turn begins, sound and what is told of it are sent, and the turn ends. Anything
 * else closes the connection with 1007 and the reason, as the service does with what it does not take.
 */
export function holdVoiceTurn(params: {
  readonly end: () => WebSocketEnd;
  readonly script: VoiceScript | undefined;
  readonly onSpoken: (ssml: SpokenSsml) => void;
  readonly onRefused: (reason: string) => void;
}): (text: string) => void {
  const { script, onSpoken, onRefused } = params;
  const expected = ['speech.config', 'synthesis.context', 'ssml'];
  let requestId: string | undefined;
  return (text) => {
    try {
      const message = parseMessage(text);
      if (message.path !== expected.shift()) throw new Error(`${message.path} comes out of turn`);
      if (message.path === 'speech.config') SpeechConfig.parse(JSON.parse(message.body));
      else if (message.path === 'synthesis.context') {
        Context.parse(JSON.parse(message.body));
        requestId = message.requestId;
      } else {
        if (message.requestId !== requestId) throw new Error('the document belongs to another request');
        if (Buffer.byteLength(message.body) > SSML_LIMIT_BYTES) throw new Error('SSML too long');
        const ssml = readSsml(message.body);
        onSpoken(ssml);
        const speech = script?.kind === 'sound' ? { pcm: script.pcm, metadata: [] } : speakTone(ssml);
        answer({ ...params, end: params.end(), speech, requestId });
      }
    } catch (error) {
      onRefused(String(error));
      params.end().close(1007, String(error).slice(0, 100));
    }
  };
}

function parseMessage(text: string): Message {
  const split = text.indexOf('\r\n\r\n');
  const headers = new Map(
    text
      .slice(0, split)
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const [path = '', requestId = '', type = ''] = ['path', 'x-requestid', 'content-type'].map((name) =>
    headers.get(name),
  );
  if (!ID.test(requestId)) throw new Error(`bad X-RequestId ${requestId}`);
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(headers.get('x-timestamp') ?? '')) throw new Error('bad X-Timestamp');
  if (type !== (path === 'ssml' ? 'application/ssml+xml' : 'application/json')) throw new Error(`bad type ${type}`);
  return { path, requestId, type, body: text.slice(split + 4) };
}

interface AnswerParams {
  readonly end: WebSocketEnd;
  readonly script: VoiceScript | undefined;
  readonly speech: ToneSpeech;
  readonly requestId: string;
}

function answer({ end, script, speech, requestId }: AnswerParams): void {
  const say = (path: string, body: object): void =>
    end.sendText(
      `X-RequestId:${requestId}\r\nContent-Type:application/json; charset=utf-8\r\nPath:${path}\r\n\r\n${JSON.stringify(body)}`,
    );
  if (script?.kind === 'hang') return;
  if (script?.kind === 'close' && script.afterAudio !== true) {
    end.close(script.code, script.reason);
    return;
  }
  const serviceTag = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
  say('turn.start', { context: { serviceTag } });
  say('response', { context: { serviceTag }, audio: { type: 'inline', streamId: STREAM } });
  const header = Buffer.from(
    `X-RequestId:${requestId}\r\nContent-Type:audio/x-wav\r\nX-StreamId:${STREAM}\r\nPath:audio\r\n`,
  );
  const told = [...speech.metadata];
  for (let at = 0; at < speech.pcm.length; at += AUDIO_CHUNK_BYTES) {
    const some = told.splice(0, 3);
    if (some.length > 0) say('audio.metadata', { Metadata: some });
    const chunk = speech.pcm.subarray(at, at + AUDIO_CHUNK_BYTES);
    end.sendBinary(Buffer.concat([Buffer.from([header.length >> 8, header.length & 255]), header, chunk]));
    if (script?.kind === 'drop') {
      end.drop();
      return;
    }
    if (script?.kind === 'close') {
      end.close(script.code, script.reason);
      return;
    }
  }
  if (told.length > 0) say('audio.metadata', { Metadata: told });
  say('audio.metadata', { Metadata: [{ Type: 'SessionEnd', Data: { Offset: (speech.pcm.length / 48) * 10_000 } }] });
  say('turn.end', {});
}
