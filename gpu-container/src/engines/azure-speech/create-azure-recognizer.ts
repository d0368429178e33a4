import type { Transcript } from '../../../../pipeline/contracts/transcript.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { RecognizeParams, SpeechRecognizer } from '../../../../pipeline/ports/speech-recognizer.js';
import { openWav, type WavReader } from '../../media/open-wav.js';
import { wavHeaderBytes } from '../../media/wav-header-bytes.js';
import { abortError } from '../../process/abort-error.js';
import { allOrNone } from '../../process/all-or-none.js';
import { type AzureDeps, createAzureDeps } from '../azure-service/azure-deps.js';
import { callAzure } from '../azure-service/call-azure.js';
import { readJson } from '../azure-service/read-json.js';
import type { SpeechDetector } from '../silero-vad/create-speech-detector.js';
import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';
import { type Piece, planPieces } from './plan-pieces.js';
import { type Phrase, segmentsFromPhrases } from './segments-from-phrases.js';
import type { SpeechSettings } from './speech-configuration.js';
import { transcriptionLocale } from './transcription-locales.js';
import { TranscriptionResult } from './transcription-result.js';

const SERVICE = 'Azure AI Speech';
const API_VERSION = '2025-10-15';
/**
 * Audio per request. The service takes 200 MB and two hours (https://learn.microsoft.com/azure/ai-services/speech-service/
 * speech-services-quotas-and-limits); this is 38 MB, is heard within the time Node waits for an answer, and lets a
 * film be heard in parallel.
 */
const LONGEST_PIECE_MS = 20 * 60_000;
const TIMEOUT_MS = 280_000;
/** Requests on their way at once: what they hold in memory is bounded by it. */
const WINDOW = 3;
/** Share of the progress that voice activity takes. */
const DETECTION_SHARE = 0.1;

export interface AzureRecognizerDeps extends Partial<AzureDeps> {
  readonly detector: SpeechDetector;
  /** Replaces the length of a piece, in ms. */
  readonly longestPieceMs?: number;
}

/**
 * Transcription with Azure AI Speech (fast transcription), with word times, marks and capitals. Only what sounds like
 * speech is sent, cut in silence; phrases where nobody speaks are dropped, loops are cut. Who speaks is not asked.
 * `recognize` fails with `language-unreachable`, `no-speech`, `unavailable`, `engine-missing` (credentials),
 * `engine-failed`, `request-invalid`, `cancelled`.
 */
export function createAzureRecognizer(settings: SpeechSettings, recognizerDeps: AzureRecognizerDeps): SpeechRecognizer {
  const { detector, longestPieceMs = LONGEST_PIECE_MS, ...replaced } = recognizerDeps;
  const deps = createAzureDeps(replaced);
  return {
    recognize: async (params) => {
      const locale = transcriptionLocale(params.language);
      if (locale === undefined) {
        throw new PipelineError('language-unreachable', `${SERVICE} does not transcribe ${params.language}.`);
      }
      const { speechPath, signal, onProgress } = params;
      if (signal.aborted) throw abortError(signal, 'Speech recognition');
      const onDetected = (fraction: number): void => onProgress(fraction * DETECTION_SHARE);
      const regions = await detector.detect({ speechPath, signal, onProgress: onDetected });
      if (regions.length === 0) throw new PipelineError('no-speech', 'Nobody speaks in the audio.');
      const wav = await openWav(speechPath);
      try {
        const durationMs = (wav.frames * 1000) / wav.sampleRateHz;
        const pieces = planPieces({ regions, durationMs, longestMs: longestPieceMs });
        const phrases = await hearAll(pieces, { wav, locale, params, settings, deps });
        return toTranscript(
          params,
          phrases.filter((phrase) => isSpoken(phrase, regions)),
        );
      } finally {
        await wav.close();
      }
    },
  };
}

interface Errand {
  readonly wav: WavReader;
  readonly locale: string;
  readonly params: RecognizeParams;
  readonly settings: SpeechSettings;
  readonly deps: AzureDeps;
}

async function hearAll(pieces: readonly Piece[], errand: Errand): Promise<readonly Phrase[]> {
  const totalMs = pieces.reduce((sum, piece) => sum + piece.endMs - piece.startMs, 0);
  const phrases: Phrase[] = [];
  let next = 0;
  let doneMs = 0;
  const takeTurns = async (signal: AbortSignal): Promise<void> => {
    for (let piece = pieces[next++]; piece !== undefined; piece = pieces[next++]) {
      phrases.push(...(await hear(piece, errand, signal)));
      doneMs += piece.endMs - piece.startMs;
      errand.params.onProgress(DETECTION_SHARE + (1 - DETECTION_SHARE) * (doneMs / totalMs));
    }
  };
  await allOrNone(errand.params.signal, (signal) => Array.from({ length: WINDOW }, () => takeTurns(signal)));
  return phrases;
}

async function hear(piece: Piece, errand: Errand, signal: AbortSignal): Promise<readonly Phrase[]> {
  const { settings, deps, locale } = errand;
  const form = new FormData();
  form.append('audio', await readPiece(errand.wav, piece), 'speech.wav');
  // words are dubbed as they are said: the service would mask some of them
  form.append('definition', JSON.stringify({ locales: [locale], profanityFilterMode: 'None' }));
  const result = await callAzure(
    {
      service: SERVICE,
      method: 'POST',
      url: `${settings.transcribeUrl}?api-version=${API_VERSION}`,
      headers: { Accept: 'application/json' },
      body: form,
      access: settings.access,
      timeoutMs: TIMEOUT_MS,
      signal,
      read: readJson(SERVICE, TranscriptionResult),
    },
    deps,
  );
  return result.phrases.map((phrase) => toPhrase(phrase, piece));
}

/** One piece as a WAV file in memory. */
async function readPiece(wav: WavReader, piece: Piece): Promise<Blob> {
  const perMs = wav.sampleRateHz / 1000;
  const samples = await wav.read(Math.floor(piece.startMs * perMs), Math.ceil(piece.endMs * perMs));
  const data = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const { sampleRateHz, channels } = wav;
  return new Blob(
    [Buffer.from(wavHeaderBytes({ sampleRateHz, channels, dataBytes: data.length })), Buffer.from(data)],
    { type: 'audio/wav' },
  );
}

function toPhrase(phrase: TranscriptionResult['phrases'][number], piece: Piece): Phrase {
  const onTimeline = (ms: number): number => Math.round(Math.min(piece.endMs, piece.startMs + ms));
  const span = (heard: { readonly offsetMilliseconds: number; readonly durationMilliseconds: number }) => ({
    startMs: onTimeline(heard.offsetMilliseconds),
    endMs: onTimeline(heard.offsetMilliseconds + heard.durationMilliseconds),
  });
  const confidence = phrase.confidence === undefined ? {} : { confidence: Math.min(1, Math.max(0, phrase.confidence)) };
  return {
    ...span(phrase),
    text: phrase.text.trim(),
    words: (phrase.words ?? []).map((word) => ({ text: word.text, ...span(word), ...confidence })),
  };
}

/** Whether anybody speaks while these words are heard; else they were heard in music or noise. */
function isSpoken({ startMs, endMs }: Phrase, regions: readonly SpeechRegion[]): boolean {
  return regions.some((region) => region.startMs < endMs && region.endMs > startMs);
}

function toTranscript({ language }: RecognizeParams, phrases: readonly Phrase[]): Transcript {
  const segments = segmentsFromPhrases(phrases);
  if (segments.length === 0) throw new PipelineError('no-speech', 'No words could be made out in the audio.');
  return { language, segments: [...segments] };
}
