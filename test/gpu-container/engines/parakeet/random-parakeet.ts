import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slaneyMelBank } from '../../../../gpu-container/src/neural/slaney-mel-bank.js';
import { TestGraph } from '../../onnx/test-graph.js';

/** How much of a Parakeet to make; the published one has 24 layers, 8192 words and frames of 1024 channels. */
export interface ParakeetSize {
  readonly layers: number;
  readonly words: number;
}

const MELS = 128;
const WIDTH = 1024;
const HEADS = 8;
const MEMORY = 640;
const LAYERS = 2;
const DURATIONS = 5;
/** Frames from one token to the next: about as fast as people speak. */
const PACE = 3;

/**
 * Writes a transducer with NeMo's own recipe of features, an encoder of attention layers, and a prediction network and
 * joint of the published size, all weights random: it computes what a trained one computes, and says nonsense.
 */
export async function writeRandomParakeet(folder: string, ending: string, size: ParakeetSize): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pieces = [...Array.from({ length: size.words }, (_, word) => `${word % 2 === 0 ? '▁' : ''}w${word}`), '<blk>'];
  await writeFile(join(folder, 'vocab.txt'), `${pieces.map((piece, token) => `${piece} ${token}`).join('\n')}\n`);
  await nemoFeatures().write(join(folder, 'nemo128.onnx'));
  await new Weights().encoder(size.layers).write(join(folder, `encoder-model${ending}.onnx`));
  await new Weights().decoder(size.words).write(join(folder, `decoder_joint-model${ending}.onnx`));
}

/** NeMo's AudioToMelSpectrogramPreprocessor: pre-emphasis, 25 ms windows, Slaney mel, log, each band normalised. */
export function nemoFeatures(): TestGraph {
  const graph = new TestGraph();
  graph.input('waveforms', 'float32', ['batch', 'samples']);
  graph.input('waveforms_lens', 'int64', ['batch']);
  const column = (name: string) => graph.node('Unsqueeze', [name, graph.integers([1])]);
  const range = (value: string, axis: number) => {
    const size = graph.node('Gather', [graph.node('Shape', [value]), graph.integers([axis], [])]);
    return graph.node('Range', [graph.integers([0], []), size, graph.integers([1], [])]);
  };
  const slice = (from: number, to: number) =>
    graph.node('Slice', ['waveforms', graph.integers([from]), graph.integers([to]), graph.integers([1])]);
  const before = graph.node('Mul', [slice(0, -1), graph.floats([0.97])]);
  const emphasised = graph.node('Concat', [slice(0, 1), graph.node('Sub', [slice(1, 2 ** 40), before])], { axis: 1 });
  const isSound = graph.node('Less', [range('waveforms', 1), column('waveforms_lens')]);
  const sound = graph.node('Where', [isSound, emphasised, graph.floats([0])]);
  const padded = graph.node('Pad', [sound, graph.integers([0, 256, 0, 256])]);
  const hann = new Float32Array(512);
  for (let n = 0; n < 400; n++) hann[56 + n] = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 399);
  const signal = graph.node('Unsqueeze', [padded, graph.integers([2])]);
  const spectrum = graph.node('STFT', [signal, graph.integers([160], []), graph.floats(hann)]);
  const powers = graph.node('ReduceSumSquare', [spectrum], { axes: [3], keepdims: 0 });
  const mel = graph.node('MatMul', [powers, graph.floats(melMatrix(), [257, MELS])]);
  const logs = graph.node('Log', [graph.node('Add', [mel, graph.floats([2 ** -24])])]);
  const bands = graph.node('Transpose', [logs], { perm: [0, 2, 1] });
  const lengths = graph.node('Div', ['waveforms_lens', graph.integers([160])]);
  const wide = graph.node('Unsqueeze', [lengths, graph.integers([1, 2])]);
  const isHeard = graph.node('Less', [range(bands, 2), wide]);
  const count = graph.node('Cast', [wide], { to: 1 });
  const heard = (value: string) => graph.node('Where', [isHeard, value, graph.floats([0])]);
  const mean = graph.node('Div', [graph.node('ReduceSum', [heard(bands), graph.integers([2])]), count]);
  const centred = graph.node('Sub', [bands, mean]);
  const squares = graph.node('ReduceSumSquare', [heard(centred)], { axes: [2] });
  const variance = graph.node('Div', [squares, graph.node('Sub', [count, graph.floats([1])])]);
  const spread = graph.node('Add', [graph.node('Sqrt', [variance]), graph.floats([1e-5])]);
  graph.output('features', heard(graph.node('Div', [centred, spread])), 'float32', ['batch', MELS, 'frames']);
  graph.output('features_lens', lengths, 'int64', ['batch']);
  return graph;
}

function melMatrix(): Float32Array {
  const bank = slaneyMelBank({ sampleRateHz: 16_000, fftSize: 512, bands: MELS, lowestHz: 0, highestHz: 8000 });
  const matrix = new Float32Array(257 * MELS);
  for (const [band, { firstBin, weights }] of bank.entries())
    for (const [at, weight] of weights.entries()) matrix[(firstBin + at) * MELS + band] = weight;
  return matrix;
}

class Weights {
  readonly #graph = new TestGraph();
  #seed = 1;

  encoder(layers: number): TestGraph {
    const graph = this.#graph;
    graph.input('audio_signal', 'float32', ['batch', MELS, 'frames']);
    graph.input('length', 'int64', ['batch']);
    const strided = graph.node('Conv', ['audio_signal', this.#random([WIDTH, MELS, 9], MELS * 9)], {
      ...{ kernel_shape: [9], pads: [4, 4], strides: [8] },
    });
    const one = graph.integers([1]);
    const whole = graph.node('Div', [graph.node('Sub', ['length', one]), graph.integers([8])]);
    const lengths = graph.node('Add', [whole, one]);
    const size = graph.node('Gather', [graph.node('Shape', [strided]), graph.integers([2], [])]);
    const places = graph.node('Range', [graph.integers([0], []), size, graph.integers([1], [])]);
    const isSound = graph.node('Less', [places, graph.node('Unsqueeze', [lengths, graph.integers([1, 2, 3])])]);
    let x = graph.node('Transpose', [graph.node('Relu', [strided])], { perm: [0, 2, 1] });
    for (let layer = 0; layer < layers; layer++) x = this.#layer(x, isSound);
    const outputs = graph.node('Transpose', [this.#normal(x)], { perm: [0, 2, 1] });
    graph.output('outputs', outputs, 'float32', ['batch', WIDTH, 'outputs']);
    graph.output('encoded_lengths', lengths, 'int64', ['batch']);
    return graph;
  }

  decoder(words: number): TestGraph {
    const graph = this.#graph;
    graph.input('encoder_outputs', 'float32', ['batch', WIDTH, 'frames']);
    graph.input('targets', 'int32', ['batch', 'length']);
    graph.input('target_length', 'int32', ['batch']);
    for (const which of [1, 2]) graph.input(`input_states_${which}`, 'float32', [LAYERS, 'batch', MEMORY]);
    let x = graph.node('Squeeze', [
      graph.node('Gather', [this.#random([words + 1, MEMORY], 1), 'targets']),
      graph.integers([1]),
    ]);
    const states: Array<readonly [string, string]> = [];
    for (let layer = 0; layer < LAYERS; layer++) {
      const state = this.#remember(x, layer);
      states.push(state);
      x = state[0];
    }
    const heard = graph.node('Squeeze', ['encoder_outputs', graph.integers([2])]);
    const joint = graph.node('Relu', [
      graph.node('Add', [this.#linear(heard, WIDTH, MEMORY), this.#linear(x, MEMORY, MEMORY)]),
    ]);
    const bias = new Float32Array(words + 1 + DURATIONS);
    bias[words] = -1000; // blank
    bias[words + 1 + PACE] = 1000;
    const logits = graph.node('Add', [this.#linear(joint, MEMORY, bias.length), graph.floats(bias)]);
    graph.output('outputs', graph.node('Unsqueeze', [logits, graph.integers([1, 2])]), 'float32', [
      ...['batch', 'frames', 'length'],
      bias.length,
    ]);
    graph.output('prednet_lengths', 'target_length', 'int32', ['batch']);
    for (const which of [0, 1] as const) {
      const layers = states.map((state) => graph.node('Unsqueeze', [state[which], graph.integers([0])]));
      const whole = graph.node('Concat', layers, { axis: 0 });
      graph.output(`output_states_${which + 1}`, whole, 'float32', [LAYERS, 'batch', MEMORY]);
    }
    return graph;
  }

  /** One step of an LSTM: its output and its cell. */
  #remember(x: string, layer: number): readonly [string, string] {
    const graph = this.#graph;
    const own = (which: number) => graph.node('Gather', [`input_states_${which}`, graph.integers([layer], [])]);
    const gates = graph.node('Add', [this.#linear(x, MEMORY, 4 * MEMORY), this.#linear(own(1), MEMORY, 4 * MEMORY)]);
    const part = (at: number) =>
      graph.node('Slice', [
        gates,
        graph.integers([at * MEMORY]),
        graph.integers([(at + 1) * MEMORY]),
        graph.integers([1]),
      ]);
    const [enter, leave, forget] = [0, 1, 2].map((at) => graph.node('Sigmoid', [part(at)]));
    const fresh = graph.node('Mul', [enter ?? '', graph.node('Tanh', [part(3)])]);
    const cell = graph.node('Add', [graph.node('Mul', [forget ?? '', own(2)]), fresh]);
    return [graph.node('Mul', [leave ?? '', graph.node('Tanh', [cell])]), cell];
  }

  #layer(input: string, isSound: string): string {
    const graph = this.#graph;
    const normal = this.#normal(input);
    const split = (value: string, perm: readonly number[]) => {
      const parts = graph.node('Reshape', [value, graph.integers([0, -1, HEADS, WIDTH / HEADS])]);
      return graph.node('Transpose', [parts], { perm });
    };
    const query = split(this.#linear(normal, WIDTH, WIDTH), [0, 2, 1, 3]);
    const key = split(this.#linear(normal, WIDTH, WIDTH), [0, 2, 3, 1]);
    const value = split(this.#linear(normal, WIDTH, WIDTH), [0, 2, 1, 3]);
    const scores = graph.node('Mul', [graph.node('MatMul', [query, key]), graph.floats([Math.sqrt(HEADS / WIDTH)])]);
    const seen = graph.node('Softmax', [graph.node('Where', [isSound, scores, graph.floats([-1e9])])], { axis: -1 });
    const joined = graph.node('Transpose', [graph.node('MatMul', [seen, value])], { perm: [0, 2, 1, 3] });
    const mixed = graph.node('Reshape', [joined, graph.integers([0, 0, WIDTH])]);
    const x = graph.node('Add', [input, this.#linear(mixed, WIDTH, WIDTH)]);
    const wide = graph.node('Relu', [this.#linear(this.#normal(x), WIDTH, 4 * WIDTH)]);
    return graph.node('Add', [x, this.#linear(wide, 4 * WIDTH, WIDTH)]);
  }

  #linear(input: string, from: number, to: number): string {
    return this.#graph.node('MatMul', [input, this.#random([from, to], from)]);
  }

  #normal(input: string): string {
    return this.#graph.node('LayerNormalization', [input, this.#graph.floats(new Float32Array(WIDTH).fill(1))], {
      axis: -1,
    });
  }

  #random(dims: readonly number[], inputs: number): string {
    const spread = Math.sqrt(3 / inputs);
    const data = new Float32Array(dims.reduce((product, size) => product * size, 1));
    for (let at = 0; at < data.length; at++) {
      this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
      data[at] = (this.#seed / 2 ** 31 - 1) * spread;
    }
    return this.#graph.floats(data, dims);
  }
}
