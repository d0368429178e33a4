import { z } from 'zod';
import { parseWavHeader } from '../../../../../gpu-container/src/sound/parse-wav-header.js';
import { checkAccess } from './check-access.js';
import { LISTED_VOICES } from './listed-voices.js';
import { readMultipart } from './read-multipart.js';
import { resource, type StandInAnswer, type StandInRequest } from './stand-in-resource.js';
import { hearToneWords, type ToneWord } from './tone-words.js';

/** Some locales of fast transcription; the table marks all of these. */
const LOCALES = ['en-US', 'en-GB', 'es-ES', 'es-MX', 'pt-BR', 'fr-FR', 'zh-CN', 'zh-HK', 'nb-NO', 'ar-SA'];
const LIMITS = { audioBytes: 200_000_000, audioMs: 2 * 3_600_000 };
const Definition = z.strictObject({
  locales: z.array(z.string()).min(1).optional(),
  profanityFilterMode: z.enum(['None', 'Masked', 'Removed', 'Tags']).optional(),
});
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** A pause this long ends a phrase, in ms. */
const PHRASE_PAUSE_MS = 400;

const invalid = (message: string): StandInAnswer => ({
  status: 400,
  headers: JSON_TYPE,
  body: JSON.stringify({ code: 'InvalidRequest', message, innerError: { code: 'InvalidArgument', message } }),
});
const refuse = (status: number, reason = ''): StandInAnswer => ({ status, body: reason });

export function answerSpeech(request: StandInRequest): StandInAnswer | undefined {
  const { host, path } = request;
  const isOwn = host === resource.speechDomain;
  const isVoice = host === `${resource.region}.tts.speech.microsoft.com`;
  const voicePath = isVoice ? path : isOwn && path.startsWith('/tts/') ? path.slice('/tts'.length) : undefined;
  const isRegion = host === `${resource.region}.api.cognitive.microsoft.com`;
  const bound = `aad#${resource.speechId}#${resource.token}`;
  if (voicePath === '/cognitiveservices/voices/list') {
    return checkAccess({ request, key: resource.speechKey, token: bound }) ?? listVoices(request);
  }
  if ((isOwn || isRegion) && path === '/sts/v1.0/issueToken') {
    return checkAccess({ request, key: resource.speechKey, token: 'a key only' }) ?? issueToken(request);
  }
  if ((isOwn || isRegion) && path === '/speechtotext/transcriptions:transcribe') {
    // a regional address names no resource, so a token finds none there
    const token = isOwn ? resource.token : 'no token is right here';
    return checkAccess({ request, key: resource.speechKey, token }) ?? transcribe(request);
  }
  return undefined;
}

function listVoices({ method }: StandInRequest): StandInAnswer {
  if (method !== 'GET') return refuse(405);
  return { status: 200, headers: JSON_TYPE, body: JSON.stringify(LISTED_VOICES) };
}

/** Changes the key into a token that opens a WebSocket; a managed identity has its own. */
function issueToken({ method, headers, body }: StandInRequest): StandInAnswer {
  if (method !== 'POST' || body.length > 0) return refuse(400, 'POST without a body');
  if (headers['content-length'] !== '0') return refuse(411, 'Length Required');
  return { status: 200, headers: { 'Content-Type': 'application/jwt' }, body: resource.issuedToken };
}

function transcribe({ method, query, headers, body }: StandInRequest): StandInAnswer {
  if (method !== 'POST') return refuse(405);
  if ([...query].join('&') !== 'api-version,2025-10-15')
    return invalid('The api-version is missing, or more than that.');
  if (headers['content-length'] === undefined) return refuse(411, 'Length Required');
  try {
    const parts = readMultipart(headers['content-type'] ?? '', body);
    const audio = parts.find(({ name }) => name === 'audio');
    const definition = parts.find(({ name }) => name === 'definition');
    if (parts.length !== 2 || audio?.fileName === undefined || definition?.fileName !== undefined) {
      return invalid('The form holds the file audio and the field definition.');
    }
    const { locales = [] } = Definition.parse(JSON.parse(String(definition?.content)));
    if (locales.some((locale) => !LOCALES.includes(locale))) return invalid(`Locale ${locales} is not supported.`);
    if (audio.content.length >= LIMITS.audioBytes) return { ...invalid('The audio is too large.'), status: 413 };
    return hear(audio.content, locales[0]);
  } catch (error) {
    return invalid(String(error));
  }
}

function hear(file: Buffer, locale = 'en-US'): StandInAnswer {
  const header = parseWavHeader(file, file.length);
  if (header?.format !== 's16') return invalid('The audio is not 16-bit PCM.');
  const { sampleRateHz, channels, dataStartBytes, dataBytes } = header;
  const durationMilliseconds = (dataBytes * 1000) / (2 * channels * sampleRateHz);
  if (sampleRateHz !== 16_000 || channels !== 1) return invalid('This stand-in hears 16 kHz mono.');
  if (durationMilliseconds >= LIMITS.audioMs) return invalid('The audio is too long.');
  const words = hearToneWords(
    new Int16Array(Uint8Array.from(file.subarray(dataStartBytes, dataStartBytes + dataBytes)).buffer),
  );
  const phrases = phrasesOf(words).map((phrase) => toPhrase(phrase, locale));
  const combinedPhrases = [{ text: phrases.map(({ text }) => text).join(' ') }];
  return { status: 200, headers: JSON_TYPE, body: JSON.stringify({ durationMilliseconds, combinedPhrases, phrases }) };
}

function phrasesOf(words: readonly ToneWord[]): ReadonlyArray<readonly ToneWord[]> {
  const phrases: ToneWord[][] = [];
  for (const word of words) {
    const open = phrases.at(-1);
    if (open === undefined || word.startMs - (open.at(-1)?.endMs ?? 0) > PHRASE_PAUSE_MS) phrases.push([word]);
    else open.push(word);
  }
  return phrases;
}

function toPhrase(said: readonly ToneWord[], locale: string) {
  const words = said.map(({ word, startMs, endMs }, at) => ({
    text: `${at === 0 ? 'W' : 'w'}${word}${at === said.length - 1 ? '.' : ''}`,
    offsetMilliseconds: startMs,
    durationMilliseconds: endMs - startMs,
  }));
  const offsetMilliseconds = said[0]?.startMs ?? 0;
  return {
    offsetMilliseconds,
    durationMilliseconds: (said.at(-1)?.endMs ?? 0) - offsetMilliseconds,
    text: words.map(({ text }) => text).join(' '),
    ...{ words, locale, confidence: 0.93 },
  };
}
