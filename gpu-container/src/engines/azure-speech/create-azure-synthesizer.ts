import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type {
  SpeechSynthesizer,
  SynthesizedSpeech,
  SynthesizeParams,
  Voice,
} from '../../../../pipeline/ports/speech-synthesizer.js';
import { parseWavHeader } from '../../media/wav-header.js';
import { writeWav } from '../../media/write-wav.js';
import { abortError } from '../../process/abort-error.js';
import { type AzureDeps, createAzureDeps } from '../azure-service/azure-deps.js';
import { callAzure } from '../azure-service/call-azure.js';
import { trimSilence } from '../trim-silence.js';
import { buildSsml, SSML_LIMIT_BYTES } from './build-ssml.js';
import { type AzureVoice, readVoices } from './read-voices.js';
import type { SpeechSettings } from './speech-configuration.js';
import { speechToken } from './speech-token.js';
import { splitForSynthesis } from './split-for-synthesis.js';
import { spokenLocale } from './spoken-locales.js';

const SERVICE = 'Azure AI Speech';
const OUTPUT_FORMAT = 'riff-24khz-16bit-mono-pcm';
const SAMPLE_RATE_HZ = 24_000;
const TIMEOUT_MS = 120_000;
/** The service ends its sound here, whatever is left to say. */
const LONGEST_SOUND_MS = 600_000;

/**
 * Neural voices of Azure AI Speech. The list of voices is read once. No word or phoneme times: the service gives them
 * through its WebSocket library only; align the sound where they are needed.
 * `voices` and `synthesize` fail with `unavailable`, `engine-missing` (credentials), `cancelled`; `synthesize` also with
 * `language-unreachable`, `request-invalid` (unknown voice, nothing to say), `engine-failed`.
 */
export function createAzureSynthesizer(settings: SpeechSettings, replaced: Partial<AzureDeps> = {}): SpeechSynthesizer {
  const deps = createAzureDeps(replaced);
  let listed: Promise<readonly AzureVoice[]> | undefined;
  const list = (): Promise<readonly AzureVoice[]> => {
    // the list is everybody's: one caller's end is not the others'
    listed ??= readVoices(settings, deps, new AbortController().signal).catch((error: unknown) => {
      listed = undefined;
      throw error;
    });
    return listed;
  };
  return {
    voices: async (language) => castable(await list(), language),
    synthesize: async (params) => {
      if (params.signal.aborted) throw abortError(params.signal, 'Speech synthesis');
      const voice = findVoice(await untilAborted(list(), params.signal), params);
      if (!/[\p{L}\p{N}]/u.test(params.text)) throw new PipelineError('request-invalid', 'There is nothing to say.');
      const sounds: Int16Array[] = [];
      for (const text of splitForSynthesis(params.text)) {
        sounds.push(
          await speak(buildSsml({ text, voice, pitchHz: params.pitchHz }), { settings, deps, signal: params.signal }),
        );
      }
      return writeSpeech(params, join(sounds));
    },
  };
}

/**
 * The voices of a language: those of its own or usual locale bear its tag, so that casting prefers them; those of other
 * regions follow. Chinese locales are other languages or other scripts, so only the usual one counts.
 */
function castable(voices: readonly AzureVoice[], language: string): readonly Voice[] {
  const locale = spokenLocale(language) ?? language;
  const isAccent = (other: string): boolean =>
    language !== 'zh' && /^[a-z]+-[A-Z]{2}$/.test(other) && other.startsWith(`${language}-`);
  return voices
    .filter((voice) => voice.locale === locale || isAccent(voice.locale))
    .map(({ id, gender, locale: own }) => ({ id, language: own === locale ? language : own, gender }));
}

function findVoice(voices: readonly AzureVoice[], { language, voice: id }: SynthesizeParams): AzureVoice {
  const primary = new Intl.Locale(language).language;
  const usual = spokenLocale(language) ?? spokenLocale(primary);
  const spoken = voices.filter((voice) => voice.locale.startsWith(`${primary}-`) || voice.locale === usual);
  if (spoken.length === 0) throw new PipelineError('language-unreachable', `${SERVICE} does not speak ${language}.`);
  const found = spoken.find((voice) => voice.id === id);
  if (found === undefined) {
    throw new PipelineError('request-invalid', `${SERVICE} has no voice "${id.slice(0, 80)}" for ${language}.`);
  }
  return found;
}

/** Waits for work that goes on for others when this caller leaves. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(abortError(signal, 'Speech synthesis'));
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

interface Errand {
  readonly settings: SpeechSettings;
  readonly deps: AzureDeps;
  readonly signal: AbortSignal;
}

async function speak(ssml: string, { settings, deps, signal }: Errand): Promise<Int16Array> {
  if (Buffer.byteLength(ssml) > SSML_LIMIT_BYTES) {
    throw new PipelineError('request-invalid', `The text is too long for one request to ${SERVICE}.`);
  }
  return callAzure(
    {
      service: SERVICE,
      method: 'POST',
      url: settings.synthesizeUrl,
      headers: { 'Content-Type': 'application/ssml+xml', 'X-Microsoft-OutputFormat': OUTPUT_FORMAT },
      body: ssml,
      access: settings.access,
      wrapToken: speechToken(settings),
      timeoutMs: TIMEOUT_MS,
      signal,
      read: async (response) => readSound(new Uint8Array(await response.arrayBuffer())),
    },
    deps,
  );
}

/** The samples of the WAV file the service sent. A header that was written before the end was known has length 0. */
function readSound(bytes: Uint8Array): Int16Array {
  const header = parseAnswer(bytes);
  if (header.sampleRateHz !== SAMPLE_RATE_HZ || header.channels !== 1) {
    throw new PipelineError('engine-failed', `${SERVICE} sent another sound format than ${OUTPUT_FORMAT}.`);
  }
  const dataBytes = header.dataBytes === 0 ? bytes.length - header.dataOffset : header.dataBytes;
  const samples = new Int16Array(Math.floor(dataBytes / 2));
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.dataOffset);
  for (let at = 0; at < samples.length; at++) samples[at] = view.getInt16(at * 2, true);
  if ((samples.length * 1000) / SAMPLE_RATE_HZ >= LONGEST_SOUND_MS) {
    throw new PipelineError('request-invalid', `The text takes longer to say than the ten minutes ${SERVICE} speaks.`);
  }
  return samples;
}

function parseAnswer(bytes: Uint8Array): ReturnType<typeof parseWavHeader> {
  try {
    return parseWavHeader(bytes, bytes.length);
  } catch (cause) {
    throw new PipelineError('engine-failed', `${SERVICE} sent no sound.`, { cause });
  }
}

function join(sounds: readonly Int16Array[]): Int16Array {
  const [first] = sounds;
  if (sounds.length === 1 && first !== undefined) return first;
  const samples = new Int16Array(sounds.reduce((sum, sound) => sum + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound, at);
    at += sound.length;
  }
  return samples;
}

async function writeSpeech({ outputPath }: SynthesizeParams, samples: Int16Array): Promise<SynthesizedSpeech> {
  const { from, to } = trimSilence(samples, SAMPLE_RATE_HZ);
  if (from === to) throw new PipelineError('request-invalid', 'The text holds nothing that can be spoken.');
  await writeWav(outputPath, { samples: samples.subarray(from, to), sampleRateHz: SAMPLE_RATE_HZ, channels: 1 });
  return { durationMs: Math.round(((to - from) * 1e6) / SAMPLE_RATE_HZ) / 1000, sampleRateHz: SAMPLE_RATE_HZ };
}
