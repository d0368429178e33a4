import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';

/** What the model made of a run of tokens. */
export interface KokoroSound {
  /** −1…1 at 24 kHz. */
  readonly samples: Float32Array;
  /** Samples of the silence before, of each token, and of the silence after: they add up to all of them. */
  readonly lengths: readonly number[];
}

export interface RunKokoroParams {
  readonly session: OnnxSession;
  /** Without the two silences around them. */
  readonly ids: readonly number[];
  /** A whole voice: a row of numbers for every length of run. */
  readonly voice: Float32Array;
  /** 1 is natural, 2 twice as fast. */
  readonly speed: number;
}

/** Numbers in a row of a voice: half of them for the sound, half for the melody. */
const STYLE_SIZE = 256;
const SILENCE = 0;

/** Speaks one run. Fails with `engine-failed`. */
export async function runKokoro({ session, ids, voice, speed }: RunKokoroParams): Promise<KokoroSound> {
  const padded = [SILENCE, ...ids, SILENCE];
  const feeds = {
    input_ids: { type: 'int64', data: BigInt64Array.from(padded, BigInt), dims: [1, padded.length] },
    style: { type: 'float32', data: styleFor(voice, ids.length), dims: [1, STYLE_SIZE] },
    speed: { type: 'float32', data: Float32Array.of(speed), dims: [1] },
  } satisfies Record<string, OnnxTensor>;
  const outputs = await session.run(feeds);
  const samples = floats(outputs, 'waveform');
  const frames = Array.from(floats(outputs, 'durations'), toFrames);
  if (frames.length !== padded.length)
    throw new PipelineError('engine-failed', `The model timed ${frames.length} tokens of ${padded.length}.`);
  const perFrame = samples.length / frames.reduce((sum, count) => sum + count, 0);
  return { samples, lengths: frames.map((count) => count * perFrame) };
}

/** The row for so many tokens, as those who publish this form of the model choose it; the last one for the longest. */
function styleFor(voice: Float32Array, tokens: number): Float32Array {
  const row = Math.min(tokens, voice.length / STYLE_SIZE - 1);
  return voice.slice(row * STYLE_SIZE, (row + 1) * STYLE_SIZE);
}

function floats(outputs: Readonly<Record<string, OnnxTensor>>, name: string): Float32Array {
  const output = outputs[name];
  if (output?.type === 'float32') return output.data;
  throw new PipelineError('engine-failed', `The model gives no ${name}: the timestamped export is needed.`);
}

/** The model gives durations before it rounds them, halves to even, and lets every token last a frame at least. */
function toFrames(duration: number): number {
  const below = Math.floor(duration);
  const isHalf = duration - below === 0.5;
  const rounded = isHalf ? below + (below % 2) : Math.round(duration);
  return Math.max(1, rounded);
}
