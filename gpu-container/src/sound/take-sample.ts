import type { SampleReport, SampleSpan } from '../../../pipeline/contracts/voice-sample.js';
import { dbFromGain, gainFromDb } from '../../../pipeline/sound/decibels.js';
import { fadeEnds } from '../../../pipeline/sound/fade-ends.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { chooseSample, type HeardSpan } from '../../../pipeline/speech/choose-sample.js';
import { abortError } from '../process/abort-error.js';
import { createWavWriter } from './create-wav-writer.js';
import { openWavReader, type WavReader } from './open-wav-reader.js';

export interface TakeSampleParams {
  /** WAV of the dialogue, at any rate, mono or stereo; only the spans are read. */
  readonly soundPath: string;
  /** Where the speaker is alone, in the order of the source. */
  readonly spans: readonly SampleSpan[];
  /** Written only where there is enough speech. */
  readonly outputPath: string;
  readonly signal: AbortSignal;
}

/** What models of voices listen to, in Hz. */
const SAMPLE_RATE_HZ = 24_000;
/** Level the speech of a sample is brought to, in dBFS, whatever the recording's was. */
const SPEECH_DB = -20;
const HIGHEST_PEAK = 0.95;
/** Silence between two stretches of a sample, in ms: a breath. */
const PAUSE_MS = 200;
const STEP_MS = 20;
const FULL_SCALE = 0.999;

/** Takes the cleanest seconds of one speaker as a mono file. The same sound, the same bytes. Fails with `source-damaged`, `cancelled`. */
export async function takeSample({ soundPath, spans, outputPath, signal }: TakeSampleParams): Promise<SampleReport> {
  const reader = await openWavReader(soundPath);
  try {
    const heard: HeardSpan[] = [];
    for (const span of spans) {
      if (signal.aborted) throw abortError(signal, 'Taking a sample of a voice');
      heard.push({ ...span, ...measure(await readMono(reader, span), reader.sampleRateHz) });
    }
    const chosen = chooseSample(heard);
    if (chosen.reason !== undefined) return { durationMs: 0, spans: [], reason: chosen.reason };
    const frames = await writeSample(reader, chosen.spans, outputPath);
    return describe(chosen.spans, frames);
  } finally {
    await reader.close();
  }
}

async function readMono(reader: WavReader, { startMs, endMs }: SampleSpan): Promise<Float32Array> {
  const at = (ms: number): number => Math.round((ms * reader.sampleRateHz) / 1000);
  const channels = await reader.readAt(at(startMs), at(endMs) - at(startMs));
  const mono = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] ?? 0) + (channel[i] ?? 0) / channels.length;
  }
  return mono;
}

/** Levels of 20 ms each: speech is the louder fifth of them, the background the quietest tenth. */
function measure(samples: Float32Array, sampleRateHz: number): Omit<HeardSpan, keyof SampleSpan> {
  const step = Math.round((sampleRateHz * STEP_MS) / 1000);
  const levels: number[] = [];
  for (let from = 0; from + step <= samples.length; from += step) {
    const power = samples.subarray(from, from + step).reduce((sum, sample) => sum + sample * sample, 0);
    levels.push(dbFromGain(Math.sqrt(power / step)));
  }
  levels.sort((a, b) => a - b);
  const at = (share: number): number => levels[Math.floor(share * (levels.length - 1))] ?? Number.NEGATIVE_INFINITY;
  const clipped = samples.reduce((count, sample) => count + (Math.abs(sample) >= FULL_SCALE ? 1 : 0), 0);
  return { speechDb: at(0.8), contrastDb: at(0.8) - at(0.1), clippedShare: clipped / Math.max(1, samples.length) };
}

async function writeSample(reader: WavReader, spans: readonly HeardSpan[], path: string): Promise<number> {
  const writer = await createWavWriter({ path, sampleRateHz: SAMPLE_RATE_HZ, channels: 1, format: 's16' });
  try {
    const pieces: Float32Array[] = [];
    for (const span of spans) {
      const samples = resample({
        samples: await readMono(reader, span),
        fromHz: reader.sampleRateHz,
        toHz: SAMPLE_RATE_HZ,
      });
      fadeEnds({ samples, sampleRateHz: SAMPLE_RATE_HZ });
      pieces.push(samples);
    }
    const gain = gainFor(spans, pieces);
    const pause = new Float32Array(Math.round((SAMPLE_RATE_HZ * PAUSE_MS) / 1000));
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await writer.write([pause]);
      await writer.write([piece.map((sample) => sample * gain)]);
    }
    return writer.frames();
  } finally {
    await writer.close();
  }
}

/** One gain for all stretches: their levels are part of how somebody speaks. */
function gainFor(spans: readonly HeardSpan[], pieces: readonly Float32Array[]): number {
  const peak = Math.max(...pieces.map((piece) => piece.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)));
  return Math.min(gainFromDb(SPEECH_DB - meanLevel(spans)), HIGHEST_PEAK / Math.max(peak, 1e-6));
}

function describe(spans: readonly HeardSpan[], frames: number): SampleReport {
  const worst = Math.min(...spans.map(({ contrastDb }) => contrastDb));
  return {
    durationMs: Math.round((frames * 1000) / SAMPLE_RATE_HZ),
    spans: spans.map(({ startMs, endMs }) => ({ startMs, endMs })),
    speechDb: tenths(meanLevel(spans)),
    contrastDb: tenths(worst),
  };
}

const meanLevel = (spans: readonly HeardSpan[]): number =>
  spans.reduce((sum, { speechDb }) => sum + speechDb, 0) / spans.length;
const tenths = (db: number): number => Math.round(db * 10) / 10;
