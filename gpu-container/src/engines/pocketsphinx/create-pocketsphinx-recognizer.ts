import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transcript } from '../../../../pipeline/contracts/transcript.js';
import type { Word } from '../../../../pipeline/contracts/word.js';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { RecognizeParams, SpeechRecognizer } from '../../../../pipeline/ports/speech-recognizer.js';
import { collapseLoops } from '../../../../pipeline/text/collapse-loops.js';
import { segmentEnglishWords } from '../../../../pipeline/text/segment-english-words.js';
import { openWav } from '../../media/open-wav.js';
import { writeWav } from '../../media/write-wav.js';
import { allOrNone } from '../../process/all-or-none.js';
import type { SpeechDetector } from '../silero-vad/create-speech-detector.js';
import type { SpeechRegion } from '../silero-vad/regions-from-probabilities.js';
import { type AcousticSettings, DEFAULT_ACOUSTIC_SETTINGS } from './acoustic-settings.js';
import { coverSpeech } from './cover-speech.js';
import { type Chunk, planChunks } from './plan-chunks.js';
import { runBatch } from './run-batch.js';

export interface PocketsphinxDeps {
  readonly detector: SpeechDetector;
  readonly settings?: AcousticSettings;
}

/** Two processes on every machine: the work is split the same way everywhere. */
const PROCESSES = 2;
/** Share of the progress that voice activity takes. */
const DETECTION_SHARE = 0.1;
/** A word must lie in detected speech for at least this share of its length, or it was heard in noise. */
const MIN_SPEECH_SHARE = 0.3;

interface NamedChunk extends Chunk {
  readonly id: string;
}

/**
 * English speech recognition with the models Debian ships. Words heard in silence, music or noise are dropped, loops
 * are cut, sentences get capitals and marks.
 * `recognize` fails with `language-unreachable` (not English), `no-speech`, `engine-failed`, `cancelled`.
 */
export function createPocketsphinxRecognizer(deps: PocketsphinxDeps): SpeechRecognizer {
  return {
    recognize: async (params) => {
      if (!/^en\b/i.test(params.language)) {
        throw new PipelineError('language-unreachable', `This recognizer hears English only, not ${params.language}.`);
      }
      const directory = await mkdtemp(join(params.directory ?? tmpdir(), 'polydub-hear-'));
      try {
        return await recognizeIn(directory, params, deps);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

async function recognizeIn(directory: string, params: RecognizeParams, deps: PocketsphinxDeps): Promise<Transcript> {
  const { signal, speechPath, onProgress } = params;
  const onDetected = (fraction: number): void => onProgress(fraction * DETECTION_SHARE);
  const regions = await deps.detector.detect({ speechPath, signal, onProgress: onDetected });
  if (regions.length === 0) throw new PipelineError('no-speech', 'Nobody speaks in the audio.');
  const chunks = await writeChunks(speechPath, regions, directory);
  const words = await hear(directory, chunks, params, deps.settings ?? DEFAULT_ACOUSTIC_SETTINGS);
  const kept = collapseLoops(words.filter((word) => speechShare(word, regions) >= MIN_SPEECH_SHARE));
  if (kept.length === 0) throw new PipelineError('no-speech', 'No words could be made out in the audio.');
  return { language: params.language, segments: [...coverSpeech(segmentEnglishWords(kept), regions)] };
}

/** Cuts the file into one WAV per chunk; only one chunk is in memory at a time. */
async function writeChunks(
  speechPath: string,
  regions: readonly SpeechRegion[],
  directory: string,
): Promise<readonly NamedChunk[]> {
  const wav = await openWav(speechPath);
  try {
    const perMs = wav.sampleRateHz / 1000;
    const plan = planChunks(regions, wav.frames / perMs);
    const named = plan.map((chunk, at) => ({ ...chunk, id: `c${String(at).padStart(5, '0')}` }));
    for (const { id, startMs, endMs } of named) {
      const samples = await wav.read(Math.floor(startMs * perMs), Math.ceil(endMs * perMs));
      await writeWav(join(directory, `${id}.wav`), { samples, sampleRateHz: wav.sampleRateHz, channels: 1 });
    }
    return named;
  } finally {
    await wav.close();
  }
}

async function hear(
  directory: string,
  chunks: readonly NamedChunk[],
  params: RecognizeParams,
  settings: AcousticSettings,
): Promise<readonly Word[]> {
  const lengthOf = (list: readonly Chunk[]): number =>
    list.reduce((sum, chunk) => sum + chunk.endMs - chunk.startMs, 0);
  const totalMs = lengthOf(chunks);
  const durations = new Map(chunks.map((chunk) => [chunk.id, chunk.endMs - chunk.startMs]));
  let doneMs = 0;
  const onUtterance = (id: string): void => {
    doneMs += durations.get(id) ?? 0;
    params.onProgress(DETECTION_SHARE + (1 - DETECTION_SHARE) * Math.min(1, doneMs / totalMs));
  };
  const shares = Array.from({ length: PROCESSES }, (_, share) =>
    chunks.filter((_chunk, at) => at % PROCESSES === share),
  );
  const heard = await allOrNone(params.signal, (signal) =>
    shares
      .filter((share) => share.length > 0)
      .map((share, at) =>
        runBatch({
          directory,
          name: `batch-${at}`,
          utterances: share.map((chunk) => chunk.id),
          durationMs: lengthOf(share),
          settings,
          signal,
          onUtterance,
        }),
      ),
  );
  return chunks.flatMap((chunk) => {
    const words = heard.flatMap((batch) => batch.get(chunk.id) ?? []);
    return words.map((word) => ({
      ...word,
      startMs: Math.round(word.startMs + chunk.startMs),
      endMs: Math.round(word.endMs + chunk.startMs),
    }));
  });
}

function speechShare(word: Word, regions: readonly SpeechRegion[]): number {
  const inside = regions.reduce(
    (sum, region) => sum + Math.max(0, Math.min(word.endMs, region.endMs) - Math.max(word.startMs, region.startMs)),
    0,
  );
  return inside / Math.max(1, word.endMs - word.startMs);
}
