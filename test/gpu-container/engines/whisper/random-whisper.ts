import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';
import { BANDS, VOCABULARY, writeTinyWhisper } from './tiny-whisper.js';

/** The size of a Whisper model; base is { width: 512, layers: 6, heads: 8 }. */
export interface WhisperSize {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Words of the vocabulary; no fewer than the tokenizer of the tiny model has. */
  readonly vocabulary?: number;
  /** Tokens said of each window: nothing here ever ends by itself. */
  readonly tokens: number;
}

/**
 * Writes a Whisper model of the true architecture, with attention, caches and cross-attentions, and random weights:
 * it computes what a trained one of its size computes, and says nonsense.
 */
export async function writeRandomWhisper(folder: string, ending: string, size: WhisperSize): Promise<void> {
  await writeTinyWhisper(folder, ending, {
    d_model: size.width,
    decoder_layers: size.layers,
    decoder_attention_heads: size.heads,
    max_target_positions: 2 * (size.tokens + 4),
  });
  await new Transformer(size).encoder().write(join(folder, 'onnx', `encoder_model${ending}.onnx`));
  await new Transformer(size).decoder().write(join(folder, 'onnx', `decoder_model_merged${ending}.onnx`));
}

const FRAMES = 1500;
const PLACES = 512;

class Transformer {
  readonly #graph = new TestGraph();
  readonly #size: WhisperSize;
  #seed = 1;

  constructor(size: WhisperSize) {
    this.#size = size;
  }

  encoder(): TestGraph {
    const { width, layers } = this.#size;
    const graph = this.#graph;
    graph.input('input_features', 'float32', ['batch', BANDS, 3000]);
    const conv = (input: string, from: number, stride: number) =>
      graph.node('Relu', [
        graph.node('Conv', [input, this.#random([width, from, 3])], {
          kernel_shape: [3],
          pads: [1, 1],
          strides: [stride],
        }),
      ]);
    let x = graph.node('Transpose', [conv(conv('input_features', BANDS, 1), width, 2)], { perm: [0, 2, 1] });
    x = graph.node('Add', [x, this.#random([FRAMES, width])]);
    for (let layer = 0; layer < layers; layer++) {
      const normal = this.#normal(x);
      const [key, value] = [this.#split(this.#linear(normal)), this.#split(this.#linear(normal))];
      x = graph.node('Add', [x, this.#attend(this.#linear(normal), key, value).mixed]);
      x = this.#feed(x);
    }
    graph.output('last_hidden_state', this.#normal(x), 'float32', ['batch', FRAMES, width]);
    return graph;
  }

  decoder(): TestGraph {
    const { width, layers, vocabulary = VOCABULARY } = this.#size;
    const graph = this.#graph;
    graph.input('input_ids', 'int64', ['batch', 'length']);
    graph.input('encoder_hidden_states', 'float32', ['batch', FRAMES, width]);
    graph.input('use_cache_branch', 'bool', [1]);
    const words = this.#random([vocabulary, width]);
    const [past, length] = [
      this.#pastLength(),
      graph.node('Gather', [graph.node('Shape', ['input_ids']), graph.integers([1], [])]),
    ];
    const places = graph.node('Range', [past, graph.node('Add', [past, length]), graph.integers([1], [])]);
    let x = graph.node('Add', [
      graph.node('Gather', [words, 'input_ids']),
      graph.node('Gather', [this.#random([PLACES, width]), places]),
    ]);
    // later steps take the encoder's half from the cache: then there is nothing left of it to compute
    const isCached = graph.node('Cast', ['use_cache_branch'], { to: 7 });
    const left = graph.node('Mul', [graph.integers([FRAMES]), graph.node('Sub', [graph.integers([1]), isCached])]);
    const seen = graph.node('Slice', ['encoder_hidden_states', graph.integers([0]), left, graph.integers([1])]);
    for (let layer = 0; layer < layers; layer++) x = this.#decoderLayer(x, seen, layer);
    graph.output(
      'logits',
      graph.node('MatMul', [this.#normal(x), graph.node('Transpose', [words], { perm: [1, 0] })]),
      'float32',
      ['batch', 'length', vocabulary],
    );
    return graph;
  }

  #decoderLayer(input: string, seen: string, layer: number): string {
    const { heads, width } = this.#size;
    const graph = this.#graph;
    const dims = (count: string) => ['batch', heads, count, width / heads];
    const cached = (side: string, part: string, fresh: string) => {
      const name = `${layer}.${side}.${part}`;
      graph.input(`past_key_values.${name}`, 'float32', dims(`past_${side}`));
      const whole = graph.node('Concat', [`past_key_values.${name}`, fresh], { axis: 2 });
      graph.output(`present.${name}`, side === 'decoder' ? whole : fresh, 'float32', dims(`all_${side}`));
      return whole;
    };
    const own = this.#normal(input);
    const key = cached('decoder', 'key', this.#split(this.#linear(own)));
    const value = cached('decoder', 'value', this.#split(this.#linear(own)));
    let x = graph.node('Add', [input, this.#attend(this.#linear(own), key, value).mixed]);
    const heardKey = cached('encoder', 'key', this.#split(this.#linear(seen)));
    const heardValue = cached('encoder', 'value', this.#split(this.#linear(seen)));
    const cross = this.#attend(this.#linear(this.#normal(x)), heardKey, heardValue);
    graph.output(`cross_attentions.${layer}`, cross.weights, 'float32', ['batch', heads, 'length', FRAMES]);
    x = graph.node('Add', [x, cross.mixed]);
    return this.#feed(x);
  }

  #pastLength(): string {
    const shape = this.#graph.node('Shape', ['past_key_values.0.decoder.key']);
    return this.#graph.node('Gather', [shape, this.#graph.integers([2], [])]);
  }

  #attend(query: string, key: string, value: string): { readonly mixed: string; readonly weights: string } {
    const graph = this.#graph;
    const { width, heads } = this.#size;
    const scores = graph.node('MatMul', [this.#split(query), graph.node('Transpose', [key], { perm: [0, 1, 3, 2] })]);
    const weights = graph.node('Softmax', [graph.node('Mul', [scores, graph.floats([Math.sqrt(heads / width)])])], {
      axis: -1,
    });
    const joined = graph.node('Transpose', [graph.node('MatMul', [weights, value])], { perm: [0, 2, 1, 3] });
    return { mixed: this.#linear(graph.node('Reshape', [joined, graph.integers([0, 0, width])])), weights };
  }

  #split(value: string): string {
    const { width, heads } = this.#size;
    const parts = this.#graph.node('Reshape', [value, this.#graph.integers([0, -1, heads, width / heads])]);
    return this.#graph.node('Transpose', [parts], { perm: [0, 2, 1, 3] });
  }

  #feed(input: string): string {
    const { width } = this.#size;
    const graph = this.#graph;
    const wide = graph.node('Relu', [graph.node('MatMul', [this.#normal(input), this.#random([width, 4 * width])])]);
    return graph.node('Add', [input, graph.node('MatMul', [wide, this.#random([4 * width, width])])]);
  }

  #linear(input: string): string {
    const { width } = this.#size;
    return this.#graph.node('MatMul', [input, this.#random([width, width])]);
  }

  #normal(input: string): string {
    const ones = this.#graph.floats(new Float32Array(this.#size.width).fill(1));
    return this.#graph.node('LayerNormalization', [input, ones], { axis: -1 });
  }

  #random(dims: readonly number[]): string {
    const length = dims.reduce((product, size) => product * size, 1);
    const spread = Math.sqrt(3 / (dims.at(-2) ?? 1));
    return this.#graph.floats(
      Float32Array.from({ length }, () => {
        this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
        return (this.#seed / 2 ** 31 - 1) * spread;
      }),
      dims,
    );
  }
}
