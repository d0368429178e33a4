import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { fromHalfFloats } from '../neural/half-floats.js';
import { abortError } from '../process/abort-error.js';
import type { OnnxSession } from './onnx-session.js';
import type { OnnxTensor } from './onnx-tensor.js';
import { requireFinite } from './require-finite.js';

export interface DecodeTransducerParams {
  /** Prediction network and joint in one graph, one step a run, as NeMo exports them. */
  readonly decoder: OnnxSession;
  /** What the encoder made: [batch, width, frames]. */
  readonly encoded: OnnxTensor;
  /** Frames of each that hold sound. */
  readonly lengths: readonly number[];
  /** The token that says nothing; the tokens are those before it and itself, durations follow. */
  readonly blank: number;
  /** Layers and width of the prediction network's memory. */
  readonly memory: { readonly layers: number; readonly width: number };
  readonly signal: AbortSignal;
}

/** A token with its place, in frames of the encoder. */
export interface TransducedToken {
  readonly token: number;
  readonly frame: number;
  /** Frames to the next look; 0 where more is said in the same frame. */
  readonly duration: number;
  readonly probability: number;
}

/** More tokens in one frame are a loop: NeMo's `max_symbols` for this family. */
const MOST_TOKENS_PER_FRAME = 10;

/** How far one utterance is. */
interface Line {
  readonly at: number;
  readonly frames: number;
  readonly tokens: TransducedToken[];
  readonly memories: readonly [Float32Array, Float32Array];
  frame: number;
  inFrame: number;
}

/**
 * Greedy decoding of a token-and-duration transducer, a whole batch a step: each line takes its likeliest token and goes
 * on by its likeliest duration; blank changes neither the last token nor the memory, and always goes on. Lines that
 * are over leave the batch. Fails with `engine-failed` and `cancelled`.
 */
export async function decodeTransducer(
  params: DecodeTransducerParams,
): Promise<ReadonlyArray<readonly TransducedToken[]>> {
  const { encoded, lengths, memory, signal } = params;
  const [, width = 0, frames = 0] = encoded.dims;
  const sound = floatsOf(encoded, 'outputs');
  const size = memory.layers * memory.width;
  const lines = lengths.map(
    (length, at): Line => ({
      ...{ at, frames: Math.min(length, frames), tokens: [], frame: 0, inFrame: 0 },
      memories: [new Float32Array(size), new Float32Array(size)],
    }),
  );
  for (;;) {
    const active = lines.filter((line) => line.frame < line.frames);
    if (active.length === 0) return lines.map(({ tokens }) => tokens);
    if (signal.aborted) throw abortError(signal, 'Decoding');
    const outputs = await params.decoder.run(feedsOf(active, { sound, width, frames }, params));
    readStep(active, outputs, params);
  }
}

interface Sound {
  readonly sound: Float32Array;
  readonly width: number;
  readonly frames: number;
}

function feedsOf(active: readonly Line[], { sound, width, frames }: Sound, { blank, memory }: DecodeTransducerParams) {
  const looked = new Float32Array(active.length * width);
  for (const [row, { at, frame }] of active.entries()) {
    let from = at * width * frames + frame;
    for (let place = 0; place < width; place++, from += frames) looked[row * width + place] = sound[from] ?? 0;
  }
  const last = active.map(({ tokens }) => tokens.at(-1)?.token ?? blank);
  return {
    encoder_outputs: { type: 'float32', data: looked, dims: [active.length, width, 1] },
    targets: { type: 'int32', data: Int32Array.from(last), dims: [active.length, 1] },
    target_length: { type: 'int32', data: new Int32Array(active.length).fill(1), dims: [active.length] },
    input_states_1: gather(active, 0, memory),
    input_states_2: gather(active, 1, memory),
  } satisfies Record<string, OnnxTensor>;
}

/** [layer, line, width] of the memories of the lines, each of which is [layer, width]. */
function gather(active: readonly Line[], which: 0 | 1, { layers, width }: DecodeTransducerParams['memory']) {
  const data = new Float32Array(layers * active.length * width);
  for (const [row, { memories }] of active.entries())
    for (let layer = 0; layer < layers; layer++)
      data.set(memories[which].subarray(layer * width, (layer + 1) * width), (layer * active.length + row) * width);
  return { type: 'float32', data, dims: [layers, active.length, width] } as const;
}

type Outputs = Readonly<Record<string, OnnxTensor>>;

function readStep(active: readonly Line[], outputs: Outputs, { blank, memory }: DecodeTransducerParams): void {
  const logits = floatsOf(outputs['outputs'], 'outputs');
  const states = [
    floatsOf(outputs['output_states_1'], 'output_states_1'),
    floatsOf(outputs['output_states_2'], 'output_states_2'),
  ] as const;
  const words = logits.length / active.length;
  for (const [row, line] of active.entries()) {
    const own = logits.subarray(row * words, (row + 1) * words);
    const { best: token, probability } = likeliest(own.subarray(0, blank + 1));
    requireFinite(own[token]);
    const { best: duration } = likeliest(own.subarray(blank + 1));
    if (token !== blank) {
      line.tokens.push({ token, frame: line.frame, duration, probability });
      line.inFrame += 1;
      keep(line, states, { row, rows: active.length, ...memory });
    }
    advance(line, duration, token === blank);
  }
}

function advance(line: Line, duration: number, isBlank: boolean): void {
  const steps = duration === 0 && (isBlank || line.inFrame >= MOST_TOKENS_PER_FRAME) ? 1 : duration;
  if (steps === 0) return;
  line.frame += steps;
  line.inFrame = 0;
}

interface Place {
  readonly row: number;
  readonly rows: number;
  readonly layers: number;
  readonly width: number;
}

function keep(
  { memories }: Line,
  states: readonly [Float32Array, Float32Array],
  { row, rows, layers, width }: Place,
): void {
  for (const which of [0, 1] as const)
    for (let layer = 0; layer < layers; layer++) {
      const from = (layer * rows + row) * width;
      memories[which].set(states[which].subarray(from, from + width), layer * width);
    }
}

function likeliest(logits: Float32Array): { readonly best: number; readonly probability: number } {
  let best = 0;
  for (let at = 1; at < logits.length; at++) if ((logits[at] ?? 0) > (logits[best] ?? 0)) best = at;
  const top = logits[best] ?? 0;
  let sum = 0;
  for (let at = 0; at < logits.length; at++) sum += Math.exp((logits[at] ?? 0) - top);
  return { best, probability: 1 / sum };
}

function floatsOf(tensor: OnnxTensor | undefined, name: string): Float32Array {
  if (tensor?.type === 'float32') return tensor.data;
  if (tensor?.type === 'float16') return fromHalfFloats(tensor.data);
  throw new PipelineError('engine-failed', `The transducer gives no ${name}.`);
}
