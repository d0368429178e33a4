import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';
import { writeTinyTranslator } from './tiny-translator.js';

/** The size of a translator; OPUS-MT's are { width: 512, layers: 6, heads: 8, vocabulary: 65 001 }. */
export interface TranslatorSize {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly vocabulary: number;
}

const END = 1;
/** Tokens the tokenizer of the tiny translator has; others are never said. */
const SAID = 356;
const PLACES = 600;

/**
 * Writes a translator of the true architecture, with attention, masks and caches, and random weights: it computes what
 * a trained one of its size computes, says nonsense, and comes to its end when it has said as much as it was told.
 */
export async function writeRandomTranslator(folder: string, size: TranslatorSize): Promise<void> {
  await writeTinyTranslator(
    folder,
    { isMarked: false },
    {
      d_model: size.width,
      decoder_layers: size.layers,
      decoder_attention_heads: size.heads,
    },
  );
  await new Transformer(size).encoder().write(join(folder, 'onnx', 'encoder_model_quantized.onnx'));
  await new Transformer(size).decoder().write(join(folder, 'onnx', 'decoder_model_merged_quantized.onnx'));
}

class Transformer {
  readonly #graph = new TestGraph();
  readonly #size: TranslatorSize;
  #seed = 1;

  constructor(size: TranslatorSize) {
    this.#size = size;
  }

  encoder(): TestGraph {
    const { width, layers, vocabulary } = this.#size;
    const graph = this.#graph;
    graph.input('input_ids', 'int64', ['batch', 'length']);
    graph.input('attention_mask', 'int64', ['batch', 'length']);
    const mask = this.#mask('attention_mask');
    const places = this.#places(graph.integers([0], []), this.#sizeOf('input_ids', 1));
    let x = graph.node('Add', [graph.node('Gather', [this.#random([vocabulary, width]), 'input_ids']), places]);
    for (let layer = 0; layer < layers; layer++) {
      const normal = this.#normal(x);
      const [key, value] = [this.#split(this.#linear(normal)), this.#split(this.#linear(normal))];
      x = this.#feed(graph.node('Add', [x, this.#attend(this.#linear(normal), { key, value, mask })]));
    }
    graph.output('last_hidden_state', this.#normal(x), 'float32', ['batch', 'length', width]);
    return graph;
  }

  decoder(): TestGraph {
    const { width, layers, vocabulary } = this.#size;
    const graph = this.#graph;
    graph.input('input_ids', 'int64', ['batch', 'length']);
    graph.input('encoder_attention_mask', 'int64', ['batch', 'source']);
    graph.input('encoder_hidden_states', 'float32', ['batch', 'source', width]);
    graph.input('use_cache_branch', 'bool', [1]);
    const words = this.#random([vocabulary, width]);
    const mask = this.#mask('encoder_attention_mask');
    const isCached = graph.node('Cast', ['use_cache_branch'], { to: 7 });
    const source = graph.node('Unsqueeze', [this.#sizeOf('encoder_hidden_states', 1), graph.integers([0])]);
    const left = graph.node('Mul', [source, graph.node('Sub', [graph.integers([1]), isCached])]);
    const seen = graph.node('Slice', ['encoder_hidden_states', graph.integers([0]), left, graph.integers([1])]);
    const past = this.#pastLength();
    const length = this.#sizeOf('input_ids', 1);
    let x = graph.node('Add', [graph.node('Gather', [words, 'input_ids']), this.#places(past, length)]);
    for (let layer = 0; layer < layers; layer++) x = this.#decoderLayer(x, { seen, mask, layer });
    const heard = graph.node('MatMul', [this.#normal(x), graph.node('Transpose', [words], { perm: [1, 0] })]);
    const logits = graph.node('Add', [heard, this.#limits(graph.node('Add', [past, length]))]);
    graph.output('logits', logits, 'float32', ['batch', 'length', vocabulary]);
    return graph;
  }

  /** [batch, 1, vocabulary]: no words the tokenizer lacks; the end when as much is said as the source has. */
  #limits(said: string): string {
    const graph = this.#graph;
    const { vocabulary } = this.#size;
    const bias = Float32Array.from({ length: vocabulary }, (_, word) => (word > END && word < SAID ? 0 : -1e4));
    bias[END] = 0;
    const end = new Float32Array(vocabulary);
    end[END] = 1;
    const tokens = graph.node('ReduceSum', ['encoder_attention_mask', graph.integers([1])], { keepdims: 0 });
    const over = graph.node('Cast', [graph.node('GreaterOrEqual', [said, tokens])], { to: 1 });
    const push = graph.node('Mul', [graph.node('Sub', [over, graph.floats([0.5])]), graph.floats([1000])]);
    const wide = graph.node('Unsqueeze', [push, graph.integers([1, 2])]);
    return graph.node('Add', [graph.floats(bias), graph.node('Mul', [wide, graph.floats(end)])]);
  }

  #decoderLayer(input: string, { seen, mask, layer }: { seen: string; mask: string; layer: number }): string {
    const { heads, width } = this.#size;
    const graph = this.#graph;
    const cached = (side: string, part: string, fresh: string) => {
      const name = `${layer}.${side}.${part}`;
      const dims = ['batch', heads, `past_${side}`, width / heads];
      graph.input(`past_key_values.${name}`, 'float32', dims);
      const whole = graph.node('Concat', [`past_key_values.${name}`, fresh], { axis: 2 });
      graph.output(`present.${name}`, side === 'decoder' ? whole : fresh, 'float32', dims);
      return whole;
    };
    const own = this.#normal(input);
    const key = cached('decoder', 'key', this.#split(this.#linear(own)));
    const value = cached('decoder', 'value', this.#split(this.#linear(own)));
    const x = graph.node('Add', [input, this.#attend(this.#linear(own), { key, value })]);
    const toldKey = cached('encoder', 'key', this.#split(this.#linear(seen)));
    const toldValue = cached('encoder', 'value', this.#split(this.#linear(seen)));
    const query = this.#linear(this.#normal(x));
    return this.#feed(graph.node('Add', [x, this.#attend(query, { key: toldKey, value: toldValue, mask })]));
  }

  #attend(query: string, { key, value, mask }: { key: string; value: string; mask?: string }): string {
    const graph = this.#graph;
    const { width, heads } = this.#size;
    const scores = graph.node('MatMul', [this.#split(query), graph.node('Transpose', [key], { perm: [0, 1, 3, 2] })]);
    const scaled = graph.node('Mul', [scores, graph.floats([Math.sqrt(heads / width)])]);
    const weights = graph.node('Softmax', [mask === undefined ? scaled : graph.node('Add', [scaled, mask])], {
      axis: -1,
    });
    const joined = graph.node('Transpose', [graph.node('MatMul', [weights, value])], { perm: [0, 2, 1, 3] });
    return this.#linear(graph.node('Reshape', [joined, graph.integers([0, 0, width])]));
  }

  #mask(name: string): string {
    const graph = this.#graph;
    const seen = graph.node('Cast', [graph.node('Unsqueeze', [name, graph.integers([1, 2])])], { to: 1 });
    return graph.node('Mul', [graph.node('Sub', [seen, graph.floats([1])]), graph.floats([1e9])]);
  }

  #places(from: string, count: string): string {
    const graph = this.#graph;
    const range = graph.node('Range', [from, graph.node('Add', [from, count]), graph.integers([1], [])]);
    return graph.node('Gather', [this.#random([PLACES, this.#size.width]), range]);
  }

  #sizeOf(value: string, axis: number): string {
    return this.#graph.node('Gather', [this.#graph.node('Shape', [value]), this.#graph.integers([axis], [])]);
  }

  #pastLength(): string {
    return this.#sizeOf('past_key_values.0.decoder.key', 2);
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
    const spread = Math.sqrt(3 / (dims.at(-2) ?? 1));
    const data = new Float32Array(dims.reduce((product, size) => product * size, 1));
    for (let at = 0; at < data.length; at++) {
      this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
      data[at] = (this.#seed / 2 ** 31 - 1) * spread;
    }
    return this.#graph.floats(data, dims);
  }
}
