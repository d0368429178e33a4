import type { Segment } from '../../../pipeline/contracts/transcript.js';
import type { Word } from '../../../pipeline/contracts/word.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { RecognizeParams } from '../../../pipeline/ports/speech-recognizer.js';
import type { SpeechDetector } from '../engines/silero-vad/create-speech-detector.js';
import type { SpeechRegion } from '../engines/silero-vad/regions-from-probabilities.js';
import { openWav, type WavReader } from '../media/open-wav.js';
import { runBatched } from '../onnx/run-batched.js';
import type { TimedWord } from './timed-word.js';

/** How a recording becomes pieces, and what was heard in them a transcript. */
export interface PieceDeps {
  readonly detector: SpeechDetector;
  /** Cuts a recording in its pauses into pieces no longer than told, in ms. */
  readonly cut: (params: CutParams) => readonly Piece[];
  /** Makes sentences of what was heard in each piece. */
  readonly segment: (phrases: readonly Phrase[]) => readonly Segment[];
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

export interface HearInPiecesParams {
  readonly params: RecognizeParams;
  readonly deps: PieceDeps;
  readonly longestMs: number;
  readonly batchSize: number;
  /** The words of each piece of sound (mono, 16 kHz, −1…1). */
  readonly hear: (pieces: readonly Float32Array[]) => Promise<ReadonlyArray<readonly TimedWord[]>>;
}

const SAMPLES_PER_MS = 16;
const FULL_SCALE = 32_768;
const DETECTION_SHARE = 0.05;

/**
 * Hears what sounds like speech in a recording, in batches, with the time of every word. Holds one batch of sound,
 * however long the recording. Fails with `no-speech`, `cancelled` and what `hear` fails with.
 */
export async function hearInPieces(given: HearInPiecesParams): Promise<readonly Segment[]> {
  const { speechPath, signal, onProgress } = given.params;
  const onDetected = (fraction: number): void => onProgress(fraction * DETECTION_SHARE);
  const regions = await given.deps.detector.detect({ speechPath, signal, onProgress: onDetected });
  if (regions.length === 0) throw new PipelineError('no-speech', 'Nobody speaks in the audio.');
  const wav = await openWav(speechPath);
  try {
    const phrases = await hearAll(given, wav, regions);
    const segments = given.deps.segment(phrases.filter(({ words }) => words.length > 0));
    if (segments.length === 0) throw new PipelineError('no-speech', 'No words could be made out in the audio.');
    return segments;
  } finally {
    await wav.close();
  }
}

async function hearAll(
  { params: { signal, onProgress }, deps, longestMs, batchSize, hear }: HearInPiecesParams,
  wav: WavReader,
  regions: readonly SpeechRegion[],
): Promise<readonly Phrase[]> {
  const pieces = deps.cut({ regions, durationMs: wav.frames / SAMPLES_PER_MS, longestMs });
  const heard = runBatched({
    items: pieces,
    batchSize,
    run: async (batch) => {
      const words = await hear(await Promise.all(batch.map((piece) => readPiece(wav, piece))));
      return batch.map((piece, at) => toPhrase(piece, words[at] ?? []));
    },
    signal,
    total: pieces.length,
    onProgress: (fraction) => onProgress(DETECTION_SHARE + (1 - DETECTION_SHARE) * fraction),
  });
  const phrases: Phrase[] = [];
  for await (const phrase of heard) phrases.push(phrase);
  return phrases;
}

async function readPiece(wav: WavReader, { startMs, endMs }: Piece): Promise<Float32Array> {
  const samples = await wav.read(Math.floor(startMs * SAMPLES_PER_MS), Math.ceil(endMs * SAMPLES_PER_MS));
  const scaled = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at++) scaled[at] = (samples[at] ?? 0) / FULL_SCALE;
  return scaled;
}

function toPhrase({ startMs, endMs }: Piece, words: readonly TimedWord[]): Phrase {
  return {
    startMs: startMs + (words[0]?.startMs ?? 0),
    endMs: Math.min(endMs, startMs + (words.at(-1)?.endMs ?? 0)),
    text: words.map(({ text, isSpaced }, at) => (isSpaced && at > 0 ? ` ${text}` : text)).join(''),
    words: words.map((word) => ({
      text: word.text,
      startMs: Math.round(startMs + word.startMs),
      endMs: Math.round(Math.min(endMs, startMs + word.endMs)),
      confidence: Math.round(Math.min(1, word.confidence) * 1000) / 1000,
    })),
  };
}
