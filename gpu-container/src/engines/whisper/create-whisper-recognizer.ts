import type { Segment, Transcript } from '../../../../pipeline/contracts/transcript.js';
import type { Word } from '../../../../pipeline/contracts/word.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { RecognizeParams, SpeechRecognizer } from '../../../../pipeline/ports/speech-recognizer.js';
import { openWav, type WavReader } from '../../media/open-wav.js';
import { runBatched } from '../../onnx/run-batched.js';
import type { SpeechDetector } from '../silero-vad/create-speech-detector.js';
import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';
import { type HeardUtterance, hearBatch } from './hear-batch.js';
import { type OpenWhisperParams, openWhisper, type Whisper } from './open-whisper.js';
import type { TimedWord } from './words-from-tokens.js';

export interface WhisperDeps extends OpenWhisperParams {
  readonly detector: SpeechDetector;
  /** Cuts a recording in its pauses into pieces no longer than told, in ms. */
  readonly cut: (params: CutParams) => readonly Piece[];
  /** Makes sentences of what was heard in each piece. */
  readonly segment: (phrases: readonly Phrase[]) => readonly Segment[];
  /** Pieces heard at once; replaced in measurements. */
  readonly batchSize?: number;
}

interface CutParams {
  readonly regions: readonly SpeechRegion[];
  readonly durationMs: number;
  readonly longestMs: number;
}

interface Piece {
  readonly startMs: number;
  readonly endMs: number;
}

interface Phrase extends Piece {
  readonly text: string;
  readonly words: readonly Word[];
}

/** The window is 30 s; what is near its end is heard badly. */
const LONGEST_PIECE_MS = 28_000;
const SAMPLES_PER_MS = 16;
const DETECTION_SHARE = 0.05;
/** The language of a recording whose language is to be found out. */
const UNDETERMINED = 'und';
/** Pieces at once: a CPU is busy with one (docs/models.md), a GPU is not. */
const BATCH = { cpu: 1, cuda: 16 } as const;

/**
 * Multilingual recognition with a Whisper model: only what sounds like speech is heard, in batches, with the time of
 * every word; the language `und` is found out. Holds one batch of sound, however long the recording.
 * `recognize` fails with `engine-missing` (no weights), `language-unreachable`, `no-speech`, `engine-failed`, `cancelled`.
 */
export function createWhisperRecognizer(deps: WhisperDeps): SpeechRecognizer {
  return {
    recognize: async (params) => {
      const { speechPath, signal, onProgress } = params;
      const whisper = await openWhisper(deps);
      const onDetected = (fraction: number): void => onProgress(fraction * DETECTION_SHARE);
      const regions = await deps.detector.detect({ speechPath, signal, onProgress: onDetected });
      if (regions.length === 0) throw new PipelineError('no-speech', 'Nobody speaks in the audio.');
      const wav = await openWav(speechPath);
      try {
        return await hearAll({ params, deps, whisper, wav, regions });
      } finally {
        await wav.close();
      }
    },
  };
}

interface HearAllParams {
  readonly params: RecognizeParams;
  readonly deps: WhisperDeps;
  readonly whisper: Whisper;
  readonly wav: WavReader;
  readonly regions: readonly SpeechRegion[];
}

async function hearAll({ params, deps, whisper, wav, regions }: HearAllParams): Promise<Transcript> {
  const { signal, onProgress } = params;
  const durationMs = wav.frames / SAMPLES_PER_MS;
  const pieces = deps.cut({ regions, durationMs, longestMs: LONGEST_PIECE_MS });
  let language = params.language === UNDETERMINED ? undefined : params.language;
  const heard = runBatched({
    items: pieces,
    batchSize: deps.batchSize ?? BATCH[whisper.encoder.device],
    run: async (batch) => {
      const utterances = await Promise.all(batch.map(async (piece) => ({ samples: await readPiece(wav, piece) })));
      const result = await hearBatch({ whisper, utterances, signal, ...(language === undefined ? {} : { language }) });
      language = result.language; // found out in the first batch, kept for the rest
      return batch.map((piece, at) => toPhrase(piece, result.utterances[at]));
    },
    signal,
    total: pieces.length,
    onProgress: (fraction) => onProgress(DETECTION_SHARE + (1 - DETECTION_SHARE) * fraction),
  });
  const phrases: Phrase[] = [];
  for await (const phrase of heard) phrases.push(phrase);
  const segments = deps.segment(phrases.filter(({ words }) => words.length > 0));
  if (segments.length === 0) throw new PipelineError('no-speech', 'No words could be made out in the audio.');
  return { language: language ?? params.language, segments: [...segments] };
}

async function readPiece(wav: WavReader, { startMs, endMs }: Piece): Promise<Float32Array> {
  const samples = await wav.read(Math.floor(startMs * SAMPLES_PER_MS), Math.ceil(endMs * SAMPLES_PER_MS));
  return Float32Array.from(samples, (sample) => sample / 32768);
}

function toPhrase({ startMs, endMs }: Piece, heard: HeardUtterance | undefined): Phrase {
  const words = heard?.words ?? [];
  const confidence = Math.min(1, Math.exp(heard?.meanLogProbability ?? 0));
  return {
    startMs: startMs + (words[0]?.startMs ?? 0),
    endMs: Math.min(endMs, startMs + (words.at(-1)?.endMs ?? 0)),
    text: textOf(words),
    words: words.map((word) => ({
      text: word.text,
      startMs: Math.round(startMs + word.startMs),
      endMs: Math.round(Math.min(endMs, startMs + word.endMs)),
      confidence: Math.round(confidence * 1000) / 1000,
    })),
  };
}

const textOf = (words: readonly TimedWord[]): string =>
  words.map(({ text, isSpaced }, at) => (isSpaced && at > 0 ? ` ${text}` : text)).join('');
