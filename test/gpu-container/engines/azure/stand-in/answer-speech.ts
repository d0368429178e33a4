import { z } from 'zod';
import { parseWavHeader, wavHeaderBytes } from '../../../../../gpu-container/src/media/wav-header.js';
import { checkAccess } from './check-access.js';
import { LISTED_VOICES } from './listed-voices.js';
import { readMultipart } from './read-multipart.js';
import { readSsml } from './read-ssml.js';
import { resource, type StandInAnswer, type StandInRequest } from './stand-in-resource.js';
import { hearToneWords, type ToneWord } from './tone-words.js';

/** Some locales of fast transcription; the table marks all of these. */
const LOCALES = ['en-US', 'en-GB', 'es-ES', 'es-MX', 'pt-BR', 'fr-FR', 'zh-CN', 'zh-HK', 'nb-NO', 'ar-SA'];
const LIMITS = { audioBytes: 200_000_000, audioMs: 2 * 3_600_000, ssmlBytes: 65_536 };
const Definition = z.strictObject({
  locales: z.array(z.string()).min(1).optional(),
  profanityFilterMode: z.enum(['None', 'Masked', 'Removed', 'Tags']).optional(),
});
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** A pause this long ends a phrase, in ms. */
const PHRASE_PAUSE_MS = 400;
const MS_PER_CHARACTER = 20;
const RATE_HZ = 24_000;

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
  if (voicePath === '/cognitiveservices/v1') {
    return checkAccess({ request, key: resource.speechKey, token: bound }) ?? synthesize(request);
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

function synthesize({ method, headers, body }: StandInRequest): StandInAnswer {
  if (method !== 'POST') return refuse(405);
  if (headers['content-type'] !== 'application/ssml+xml') return refuse(415, 'Unsupported media type');
  const agent = headers['user-agent'];
  if (agent === undefined || agent === '' || agent === 'node' || agent.length >= 255)
    return refuse(400, 'No User-Agent');
  if (headers['x-microsoft-outputformat'] !== 'riff-24khz-16bit-mono-pcm') return refuse(400, 'Unknown output format');
  if (body.length > LIMITS.ssmlBytes) return refuse(400, 'SSML too long');
  try {
    const { voice, text, pitchHz } = readSsml(body.toString('utf8'));
    const gender = LISTED_VOICES.find((listed) => listed.ShortName === voice)?.Gender;
    const sound = tone(pitchHz ?? (gender === 'Male' ? 120 : 200), text);
    return { status: 200, headers: { 'Content-Type': 'audio/x-wav' }, body: sound };
  } catch (error) {
    return refuse(400, String(error));
  }
}

/** A tone as long as the text, ten minutes at most as the service has it, in a little silence. */
function tone(hz: number, text: string): Uint8Array {
  const spokenMs = /[\p{L}\p{N}]/u.test(text) ? text.trim().length * MS_PER_CHARACTER : 0;
  const samples = new Int16Array((Math.min(600_000, spokenMs + 200) * RATE_HZ) / 1000);
  const from = RATE_HZ / 10;
  for (let at = from; at < samples.length - from; at++)
    samples[at] = 9000 * Math.sin((2 * Math.PI * hz * (at - from)) / RATE_HZ + 1);
  const data = Buffer.from(samples.buffer);
  return Buffer.concat([wavHeaderBytes({ sampleRateHz: RATE_HZ, channels: 1, dataBytes: data.length }), data]);
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
  const { sampleRateHz, channels, dataOffset, dataBytes } = parseWavHeader(file, file.length);
  const durationMilliseconds = (dataBytes * 1000) / (2 * channels * sampleRateHz);
  if (sampleRateHz !== 16_000 || channels !== 1) return invalid('This stand-in hears 16 kHz mono.');
  if (durationMilliseconds >= LIMITS.audioMs) return invalid('The audio is too long.');
  const words = hearToneWords(
    new Int16Array(Uint8Array.from(file.subarray(dataOffset, dataOffset + dataBytes)).buffer),
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
