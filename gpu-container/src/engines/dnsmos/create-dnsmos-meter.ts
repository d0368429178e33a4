import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type {
  MeasureSpeechQualityParams,
  SpeechQuality,
  SpeechQualityMeter,
} from '../../../../pipeline/ports/speech-quality-meter.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import { type NeuralDeps, openModel } from '../../neural/open-model.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { abortError } from '../../process/abort-error.js';
import { openWavReader, type WavReader } from '../../sound/open-wav-reader.js';

const RATE_HZ = 16_000;
/** 9.01 s, what the model was trained on. */
const WINDOW_SAMPLES = 144_160;

/** Raw outputs to mean opinion scores, highest power first: the constants published with the model. */
const CALIBRATION = {
  speech: [-0.083_972_78, 1.220_839_53, 0.005_243_9],
  background: [-0.131_668_88, 1.609_155_14, -0.396_045_46],
  overall: [-0.067_662_83, 1.115_468_64, 0.046_025_35],
} as const;

/**
 * DNSMOS P.835 (Reddy et al., ICASSP 2022): windows of 9.01 s a second apart, each rated, averaged. A shorter file is
 * repeated until it fills a window, as its authors do. Fails with `engine-missing` without the weights.
 */
export function createDnsmosMeter(deps: NeuralDeps): SpeechQualityMeter {
  return {
    measure: async (params) => {
      const session = await openModel(deps, { model: 'dnsmos-p835', file: 'dnsmos_sig_bak_ovr.onnx' });
      const reader = await openWavReader(params.speechPath);
      try {
        return await rateFile(params, { session, reader });
      } finally {
        await reader.close();
      }
    },
  };
}

interface RateFileDeps {
  readonly session: OnnxSession;
  readonly reader: WavReader;
}

async function rateFile(params: MeasureSpeechQualityParams, { session, reader }: RateFileDeps): Promise<SpeechQuality> {
  if (reader.frames === 0) throw new PipelineError('no-speech', `${params.speechPath} holds no sound.`);
  const sums = { speech: 0, background: 0, overall: 0 };
  const starts = windowStarts(repeatedLength(reader.frames), params.maxWindows ?? Number.POSITIVE_INFINITY);
  for (const start of starts) {
    if (params.signal.aborted) throw abortError(params.signal, 'Rating speech');
    const { data } = floatOutput(
      await session.run({ input_1: floatTensor([1, WINDOW_SAMPLES], await readWindow(reader, start)) }),
      'Identity:0',
    );
    sums.speech += calibrate(CALIBRATION.speech, data[0] ?? 0);
    sums.background += calibrate(CALIBRATION.background, data[1] ?? 0);
    sums.overall += calibrate(CALIBRATION.overall, data[2] ?? 0);
  }
  return {
    speech: sums.speech / starts.length,
    background: sums.background / starts.length,
    overall: sums.overall / starts.length,
  };
}

/** Window starts in samples of the repeated file, a second apart; how many is the published reckoning. */
function windowStarts(repeatedFrames: number, maxWindows: number): readonly number[] {
  const count = Math.max(1, Math.trunc(Math.floor(repeatedFrames / RATE_HZ) - WINDOW_SAMPLES / RATE_HZ) + 1);
  const wanted = Math.min(count, Math.max(1, maxWindows));
  return Array.from({ length: wanted }, (_, at) => Math.floor((at * count) / wanted) * RATE_HZ);
}

/** A file shorter than a window is doubled until it fills one. */
function repeatedLength(frames: number): number {
  let length = frames;
  while (length < WINDOW_SAMPLES) length *= 2;
  return length;
}

async function readWindow(reader: WavReader, start: number): Promise<Float32Array> {
  const isLong = reader.frames >= WINDOW_SAMPLES;
  const [samples = new Float32Array(0)] = await reader.readAt(isLong ? start : 0, WINDOW_SAMPLES);
  if (isLong) return samples;
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, at) => samples[(start + at) % samples.length] ?? 0);
}

function calibrate([square, linear, constant]: readonly [number, number, number], raw: number): number {
  return (square * raw + linear) * raw + constant;
}
