import { join } from 'node:path';
import type { createPocketsphinxRecognizer } from '../../gpu-container/src/engines/pocketsphinx/create-pocketsphinx-recognizer.js';
import { createWavWriter } from '../../gpu-container/src/sound/create-wav-writer.js';
import { openWavReader } from '../../gpu-container/src/sound/open-wav-reader.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { Denoiser } from '../../pipeline/ports/denoiser.js';
import type { SpeechQuality, SpeechQualityMeter } from '../../pipeline/ports/speech-quality-meter.js';
import { countWordErrors } from '../../pipeline/quality/word-errors.js';
import { measureDistortion } from '../../pipeline/sound/measure-distortion.js';
import type { Recording } from './speech-recordings.js';

export interface DenoisingDeps {
  readonly folder: string;
  readonly meter: SpeechQualityMeter;
  readonly recognizer: ReturnType<typeof createPocketsphinxRecognizer>;
  /** By name; a recording is also measured as it is. */
  readonly denoisers: Readonly<Record<string, Denoiser>>;
}

export interface DenoisingRow {
  readonly recording: string;
  readonly noise: string;
  readonly snrDb: number;
  readonly denoiser: string;
  readonly quality: SpeechQuality;
  /** SI-SDR against the recording without noise, in dB. */
  readonly sdrDb: number;
  readonly wordErrors: number;
  readonly words: number;
  /** Processor time of the denoiser per second of sound. */
  readonly cpuPerSecond: number;
}

export interface MeasureDenoisingParams {
  readonly recording: Recording;
  readonly noiseName: string;
  readonly noise: Float32Array;
  readonly snrDb: number;
}

const RATE = 16_000;
const signal = new AbortController().signal;
const power = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;

/** One noisy recording, as it is and through every denoiser. */
export async function measureDenoising(params: MeasureDenoisingParams, deps: DenoisingDeps): Promise<DenoisingRow[]> {
  const { recording, noise, snrDb } = params;
  const noisyPath = join(deps.folder, 'noisy.wav');
  const gain = Math.sqrt(power(recording.samples) / (power(noise) + 1e-12)) * 10 ** (-snrDb / 20);
  const mixed = recording.samples.map((x, i) => x + (Number.isFinite(snrDb) ? gain * (noise[i] ?? 0) : 0));
  // Room for the peaks of speech and noise together: clipping would be a second kind of noise.
  const peak = mixed.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  await writeSpeech(
    noisyPath,
    mixed.map((x) => x * Math.min(1, 0.9 / peak)),
  );
  const rows = [await measureFile(params, { ...deps, path: noisyPath, name: 'none', cpuPerSecond: 0 })];
  for (const [name, denoiser] of Object.entries(deps.denoisers)) {
    const path = join(deps.folder, `${name}.wav`);
    const before = process.cpuUsage();
    await denoiser.denoise({ speechPath: noisyPath, outputPath: path, signal, onProgress: () => undefined });
    const { user, system } = process.cpuUsage(before);
    const cpuPerSecond = (user + system) / 1e6 / (mixed.length / RATE);
    rows.push(await measureFile(params, { ...deps, path, name, cpuPerSecond }));
  }
  return rows;
}

interface MeasureFileDeps extends DenoisingDeps {
  readonly path: string;
  readonly name: string;
  readonly cpuPerSecond: number;
}

async function measureFile(params: MeasureDenoisingParams, deps: MeasureFileDeps): Promise<DenoisingRow> {
  const reader = await openWavReader(deps.path);
  const [estimate = new Float32Array(0)] = await reader.read(reader.frames);
  await reader.close();
  const errors = countWordErrors(params.recording.truth, await hear(deps));
  return {
    recording: params.recording.name,
    noise: params.noiseName,
    snrDb: params.snrDb,
    denoiser: deps.name,
    quality: await deps.meter.measure({ speechPath: deps.path, signal }),
    sdrDb: measureDistortion({ reference: params.recording.samples, estimate }),
    wordErrors: errors.substitutions + errors.deletions + errors.insertions,
    words: errors.referenceWords,
    cpuPerSecond: deps.cpuPerSecond,
  };
}

/** What the recognizer understands; nothing where it hears no speech at all. */
async function hear({ recognizer, path }: MeasureFileDeps): Promise<string> {
  try {
    const heard = await recognizer.recognize({
      speechPath: path,
      language: 'en',
      signal,
      onProgress: () => undefined,
    });
    return heard.segments.map(({ text }) => text).join(' ');
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'no-speech') return '';
    throw error;
  }
}

async function writeSpeech(path: string, samples: Float32Array): Promise<void> {
  const writer = await createWavWriter({ path, sampleRateHz: RATE, channels: 1, format: 's16' });
  try {
    await writer.write([samples]);
  } finally {
    await writer.close();
  }
}
