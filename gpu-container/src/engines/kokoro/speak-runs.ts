import { rm } from 'node:fs/promises';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { abortError } from '../../process/abort-error.js';
import { createWavWriter, type WavWriter } from '../../sound/create-wav-writer.js';
import { type TimedSound, timeSigns } from '../../speaking/time-signs.js';
import { type SpeechBounds, trimSilence } from '../../speaking/trim-silence.js';
import type { SpeechRun } from './plan-runs.js';
import { runKokoro } from './run-kokoro.js';

export interface SpeakRunsParams {
  readonly runs: readonly SpeechRun[];
  readonly session: OnnxSession;
  readonly voice: Float32Array;
  readonly speed: number;
  /** Where the sound goes; nothing is left there when it fails. */
  readonly outputPath: string;
  readonly signal: AbortSignal;
}

/** What was written, in samples at `KOKORO_RATE_HZ`. */
export interface SpokenRuns {
  readonly samples: number;
  readonly sounds: readonly TimedSound[];
}

/** Of the model’s sound. */
export const KOKORO_RATE_HZ = 24_000;
/** Letters of Kokoro’s own, as IPA. */
const AS_IPA: Readonly<Record<string, string>> = {
  ...{ A: 'eɪ', I: 'aɪ', O: 'oʊ', Q: 'əʊ', W: 'aʊ', Y: 'ɔɪ', ᵊ: 'ə' },
  ...{ S: 'sː', T: 'ɾ', ʣ: 'dz', ʤ: 'dʒ', ʦ: 'ts', ʧ: 'tʃ' },
};
/** How far speech reaches into the silences around it: three frames, as the model’s author has it (`join_timestamps`). */
const EDGE_SAMPLES = 3 * 600;
/** Between runs at natural speed: what speakers of audiobooks leave between sentences, and inside them. */
const SENTENCE_PAUSE_MS = 350;
const CLAUSE_PAUSE_MS = 150;

/** Speaks runs one after the other into a file; holds one at a time. Fails with `engine-failed`, `cancelled`. */
export async function speakRuns(params: SpeakRunsParams): Promise<SpokenRuns> {
  const { outputPath } = params;
  const writer = await createWavWriter({
    ...{ path: outputPath, sampleRateHz: KOKORO_RATE_HZ, channels: 1 },
    format: 's16',
  });
  try {
    const sounds = await writeRuns(params, writer);
    await writer.close();
    return { samples: writer.frames(), sounds };
  } catch (error) {
    await writer.close();
    await rm(outputPath, { force: true });
    throw error;
  }
}

async function writeRuns(params: SpeakRunsParams, writer: WavWriter): Promise<readonly TimedSound[]> {
  const { runs, session, voice, speed, signal } = params;
  const sounds: TimedSound[] = [];
  let pauseMs = 0;
  for (const { tokens, isSentenceEnd } of runs) {
    if (signal.aborted) throw abortError(signal, 'The speech');
    const { samples, lengths } = await runKokoro({ session, ids: tokens.map(({ id }) => id), voice, speed });
    const heard = findSpeech(samples, lengths);
    if (heard.from === heard.to) continue;
    if (writer.frames() > 0) await writer.write([silence(pauseMs / speed)]);
    const offset = writer.frames() - heard.from;
    const within = (at: number): number => Math.min(heard.to, Math.max(heard.from, at)) + offset;
    for (const sound of timeSigns({ signs: tokens, lengths, asIpa: AS_IPA }))
      sounds.push({ ...sound, from: within(sound.from), to: within(sound.to) });
    await writer.write([samples.subarray(heard.from, heard.to)]);
    pauseMs = isSentenceEnd ? SENTENCE_PAUSE_MS : CLAUSE_PAUSE_MS;
  }
  if (signal.aborted) throw abortError(signal, 'The speech');
  return sounds;
}

/** Within what the model says is not silence: its silence need not be silent to the bit. */
function findSpeech(samples: Float32Array, lengths: readonly number[]): SpeechBounds {
  const from = Math.max(0, Math.round((lengths[0] ?? 0) - EDGE_SAMPLES));
  const to = samples.length - Math.max(0, Math.round((lengths.at(-1) ?? 0) - EDGE_SAMPLES));
  const found = trimSilence(toIntegers(samples.subarray(from, to)), KOKORO_RATE_HZ);
  return { from: found.from + from, to: found.to + from };
}

const silence = (ms: number): Float32Array => new Float32Array(Math.round((ms * KOKORO_RATE_HZ) / 1000));

/** A loop, as this is done for every sample: `from` with a function takes ten times as long. */
function toIntegers(samples: Float32Array): Int16Array {
  const integers = new Int16Array(samples.length);
  for (let at = 0; at < samples.length; at++)
    integers[at] = Math.max(-32_768, Math.min(32_767, Math.round((samples[at] ?? 0) * 32_768)));
  return integers;
}
