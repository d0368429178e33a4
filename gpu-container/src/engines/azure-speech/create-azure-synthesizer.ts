import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type {
  SpeechSynthesizer,
  SynthesizedSpeech,
  SynthesizeParams,
  Voice,
} from '../../../../pipeline/ports/speech-synthesizer.js';
import { writeWav } from '../../media/write-wav.js';
import { abortError } from '../../process/abort-error.js';
import { trimSilence } from '../../speaking/trim-silence.js';
import { type AzureDeps, createAzureDeps } from '../azure-service/azure-deps.js';
import { buildSsml, SSML_LIMIT_BYTES } from './build-ssml.js';
import { phonemesFromVisemes } from './phonemes-from-visemes.js';
import { type AzureVoice, readVoices } from './read-voices.js';
import { type SpokenSound, speakSsml } from './speak-ssml.js';
import { createSpeechAccess } from './speech-access.js';
import type { SpeechSettings } from './speech-configuration.js';
import { splitForSynthesis } from './split-for-synthesis.js';
import { spokenLocale } from './spoken-locales.js';
import { wordsFromEvents } from './words-from-events.js';

const SERVICE = 'Azure AI Speech';
const SAMPLE_RATE_HZ = 24_000;
/** The service ends its sound here, whatever is left to say. */
const LONGEST_SOUND_MS = 600_000;

/**
 * Neural voices of Azure AI Speech, with the times of words and of mouth positions. The list of voices is read once.
 * `voices` and `synthesize` fail with `unavailable`, `engine-missing` (credentials), `cancelled`; `synthesize` also with
 * `language-unreachable`, `request-invalid` (unknown voice, nothing to say), `engine-failed`.
 */
export function createAzureSynthesizer(settings: SpeechSettings, replaced: Partial<AzureDeps> = {}): SpeechSynthesizer {
  const deps = createAzureDeps(replaced);
  const access = createSpeechAccess(settings, deps);
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
      const sounds: SpokenSound[] = [];
      const parts = splitForSynthesis(params.text);
      for (const text of parts) {
        // how long each of several parts should be, nobody knows
        const durationMs = parts.length === 1 ? params.durationMs : undefined;
        const ssml = checked(buildSsml({ text, voice, pitchHz: params.pitchHz, durationMs }));
        sounds.push(await speakSsml({ ssml, settings, access, signal: params.signal }, deps));
      }
      return writeSpeech(params, join(sounds.map(checkLength)));
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

function checked(ssml: string): string {
  if (Buffer.byteLength(ssml) <= SSML_LIMIT_BYTES) return ssml;
  throw new PipelineError('request-invalid', `The text is too long for one request to ${SERVICE}.`);
}

function checkLength(sound: SpokenSound): SpokenSound {
  if (toMs(sound.samples.length) < LONGEST_SOUND_MS) return sound;
  throw new PipelineError('request-invalid', `The text takes longer to say than the ten minutes ${SERVICE} speaks.`);
}

const toMs = (samples: number): number => (samples * 1000) / SAMPLE_RATE_HZ;

/** The parts of a text one after another, and what was told of them on one clock. */
function join(sounds: readonly SpokenSound[]): SpokenSound {
  const samples = new Int16Array(sounds.reduce((sum, sound) => sum + sound.samples.length, 0));
  const words: SpokenSound['words'][number][] = [];
  const visemes: SpokenSound['visemes'][number][] = [];
  let at = 0;
  for (const sound of sounds) {
    const laterMs = toMs(at);
    samples.set(sound.samples, at);
    words.push(
      ...sound.words.map((word) => ({ ...word, startMs: word.startMs + laterMs, endMs: word.endMs + laterMs })),
    );
    visemes.push(...sound.visemes.map((viseme) => ({ ...viseme, startMs: viseme.startMs + laterMs })));
    at += sound.samples.length;
  }
  return { samples, words, visemes };
}

async function writeSpeech(
  { outputPath, text }: SynthesizeParams,
  { samples, words, visemes }: SpokenSound,
): Promise<SynthesizedSpeech> {
  const { from, to } = trimSilence(samples, SAMPLE_RATE_HZ);
  if (from === to) throw new PipelineError('request-invalid', 'The text holds nothing that can be spoken.');
  await writeWav(outputPath, { samples: samples.subarray(from, to), sampleRateHz: SAMPLE_RATE_HZ, channels: 1 });
  const durationMs = Math.round(toMs(to - from) * 1000) / 1000;
  const place = { cutMs: toMs(from), durationMs };
  const timed = wordsFromEvents({ text, spoken: words, ...place });
  const phonemes = phonemesFromVisemes({ visemes, ...place });
  return {
    ...{ durationMs, sampleRateHz: SAMPLE_RATE_HZ },
    ...(timed.length > 0 && { words: timed }),
    ...(phonemes.length > 0 && { phonemes }),
  };
}
