import type { SpeechSynthesisResult, SpeechSynthesizer } from 'microsoft-cognitiveservices-speech-sdk';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { abortError } from '../../process/abort-error.js';
import type { AzureDeps } from '../azure-service/azure-deps.js';
import { type Attempt, repeatAttempts } from '../azure-service/repeat-attempts.js';
import { loadSpeechLibrary } from './load-speech-library.js';
import type { SpeechAccess } from './speech-access.js';
import type { SpeechSettings } from './speech-configuration.js';
import type { SpeechEvents, SpokenViseme, SpokenWord } from './speech-events.js';
import { speechFailure } from './speech-failure.js';

const SERVICE = 'Azure AI Speech';
/** For one try: connecting, and all of the sound. */
const TIMEOUT_MS = 120_000;
/** The service counts time in units of 100 ns. */
const TICKS_PER_MS = 10_000;

/** Sound of the service (mono, 16 bit, 24 kHz) and what it told of it. */
export interface SpokenSound extends SpeechEvents {
  readonly samples: Int16Array;
}

export interface SpeakSsmlParams {
  readonly ssml: string;
  readonly settings: SpeechSettings;
  readonly access: SpeechAccess;
  readonly signal: AbortSignal;
}

/**
 * Has the service speak one document over a connection of its own, with words and mouth positions. Tried again while it
 * is busy. Fails with `unavailable`, `engine-missing` (credentials), `request-invalid` (refused SSML), `engine-failed`,
 * `cancelled`.
 */
export async function speakSsml(params: SpeakSsmlParams, deps: AzureDeps): Promise<SpokenSound> {
  const { signal } = params;
  return repeatAttempts({ service: SERVICE, signal, attempt: () => tryOnce(params, deps) }, deps);
}

async function tryOnce(
  { ssml, settings, access, signal }: SpeakSsmlParams,
  deps: AzureDeps,
): Promise<Attempt<SpokenSound>> {
  const token = await access(signal);
  const sdk = await loadSpeechLibrary();
  const config = sdk.SpeechConfig.fromHost(new URL(deps.reachSocket(settings.speakOrigin)));
  config.authorizationToken = token;
  config.speechSynthesisOutputFormat = sdk.SpeechSynthesisOutputFormat.Raw24Khz16BitMonoPcm;
  const synthesizer = new sdk.SpeechSynthesizer(config, null);
  try {
    const events = collectEvents(synthesizer);
    const result = await speak(synthesizer, sdk.Connection.fromSynthesizer(synthesizer), { ssml, signal });
    if (result.reason === sdk.ResultReason.SynthesizingAudioCompleted) {
      return { kind: 'done', value: { ...events, samples: toSamples(result.audioData) } };
    }
    return { kind: 'failed', error: speechFailure(result.errorDetails, [token]), retryAfter: null };
  } catch (cause) {
    if (signal.aborted) throw abortError(signal, 'Speech synthesis');
    const error = new PipelineError('unavailable', `${SERVICE} could not be reached or did not finish.`, { cause });
    return { kind: 'failed', error, retryAfter: null };
  } finally {
    // a connection that does not open or close any more must not hold the result back
    synthesizer.close(undefined, () => undefined);
  }
}

function collectEvents(synthesizer: SpeechSynthesizer): SpeechEvents {
  const words: SpokenWord[] = [];
  const visemes: SpokenViseme[] = [];
  synthesizer.wordBoundary = (_, { text, audioOffset, duration }) => {
    const startMs = audioOffset / TICKS_PER_MS;
    words.push({ text, startMs, endMs: startMs + duration / TICKS_PER_MS });
  };
  synthesizer.visemeReceived = (_, { visemeId, audioOffset }) => {
    visemes.push({ viseme: visemeId, startMs: audioOffset / TICKS_PER_MS });
  };
  return { words, visemes };
}

/** The end of the turn. Also ends when the caller leaves, when time is up, and when the service hangs up unasked. */
function speak(
  synthesizer: SpeechSynthesizer,
  connection: { disconnected: (args: never) => void },
  { ssml, signal }: { readonly ssml: string; readonly signal: AbortSignal },
): Promise<SpeechSynthesisResult> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    // the library tells why it ends a turn in the same moment; only where it says nothing this is the end
    connection.disconnected = () => setImmediate(() => reject(new Error('the connection was closed in the turn')));
    synthesizer.speakSsmlAsync(ssml, resolve, (message) => reject(new Error(message)));
  });
}

function toSamples(data: ArrayBuffer): Int16Array {
  const view = new DataView(data);
  return Int16Array.from({ length: Math.floor(data.byteLength / 2) }, (_, at) => view.getInt16(at * 2, true));
}
