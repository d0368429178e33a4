/**
 * Measures who-speaks-when on recordings with known turns.
 * `node dist/bench/diarization.js --turns DIR`; DIR holds pairs x.wav (mono) and x.rttm. Words are stood in for by pieces
 * of 250 ms of the spoken time, so that only the speakers are judged, not the recognizer; a second row, `as heard`, has
 * the words of pocketsphinx.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPocketsphinxRecognizer } from '../gpu-container/src/engines/pocketsphinx/create-pocketsphinx-recognizer.js';
import { createSpeechDetector } from '../gpu-container/src/engines/silero-vad/create-speech-detector.js';
import { createVoiceClustersDiarizer } from '../gpu-container/src/engines/voice-clusters/create-voice-clusters-diarizer.js';
import { createWavWriter } from '../gpu-container/src/sound/create-wav-writer.js';
import type { Transcript } from '../pipeline/contracts/transcript.js';
import { joinSpans } from '../pipeline/sound/join-spans.js';
import { diarizationErrorRate, type SpeakerTurn } from '../pipeline/speech/diarization-error-rate.js';
import { decode } from './sound/load-prompts.js';

const WORD_MS = 250;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function readTurns(path: string): SpeakerTurn[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/u))
    .map(([, , , start = '0', length = '0', , , speaker = '']) => ({
      speaker,
      startMs: Number(start) * 1000,
      endMs: (Number(start) + Number(length)) * 1000,
    }));
}

function transcriptOf(reference: readonly SpeakerTurn[]): Transcript {
  const spans = joinSpans({ spans: reference, padBeforeMs: 0, padAfterMs: 0, joinMs: 50 });
  const segments = spans.map(({ startMs, endMs }, index) => {
    const words = Array.from({ length: Math.ceil((endMs - startMs) / WORD_MS) }, (_, i) => ({
      text: 'x',
      startMs: startMs + i * WORD_MS,
      endMs: Math.min(endMs, startMs + (i + 1) * WORD_MS),
    }));
    return { id: `seg_${index}`, startMs, endMs, text: words.map(({ text }) => text).join(' '), words };
  });
  return { language: 'en', segments };
}

const hear = (speechPath: string): Promise<Transcript> =>
  createPocketsphinxRecognizer({ detector: createSpeechDetector() }).recognize({
    ...{ speechPath, language: 'en', signal: new AbortController().signal, onProgress: () => undefined },
  });

interface MeasureParams {
  readonly title: string;
  readonly speechPath: string;
  readonly reference: readonly SpeakerTurn[];
  readonly transcript: Transcript;
}

async function measure({ title, speechPath, reference, transcript }: MeasureParams): Promise<void> {
  const common = { speechPath, transcript, signal: new AbortController().signal };
  const people = new Set(reference.map(({ speaker }) => speaker)).size;
  const { diarize } = createVoiceClustersDiarizer();
  const [found, known] = [await diarize(common), await diarize({ ...common, speakerCount: people })];
  const error = (told: Transcript, collarMs = 0) =>
    diarizationErrorRate({
      reference,
      hypothesis: told.segments.map((segment) => ({ ...segment, speaker: segment.speaker ?? '' })),
      collarMs,
    });
  const free = error(found);
  const shares = [free.rate, free.confusion, free.missed, error(found, 250).rate, error(known).rate];
  const cells = shares.map((share) => (share * 100).toFixed(1));
  say(`| ${[title, people, found.speakers?.length ?? 0, ...cells].join(' | ')} |`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { turns: { type: 'string' } } });
  const { turns } = values;
  if (turns === undefined) {
    say('Give --turns DIR with pairs of .wav and .rttm files.');
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  say(
    '| recording | speakers | found | DER % | confusion % | missed % | DER % with 250 ms collar | DER % count known |',
  );
  say('|---|---|---|---|---|---|---|---|');
  for (const name of readdirSync(turns).filter((file) => file.endsWith('.rttm'))) {
    const reference = readTurns(join(turns, name));
    const speechPath = join(directory, 'speech.wav');
    const writer = await createWavWriter({ path: speechPath, sampleRateHz: 16_000, channels: 1, format: 's16' });
    await writer.write([decode(join(turns, name.replace(/rttm$/u, 'wav')), 16_000)]);
    await writer.close();
    const title = name.replace(/\.rttm$/u, '');
    await measure({ title, speechPath, reference, transcript: transcriptOf(reference) });
    await measure({ title: `${title} as heard`, speechPath, reference, transcript: await hear(speechPath) });
  }
  rmSync(directory, { recursive: true });
}

await main();
