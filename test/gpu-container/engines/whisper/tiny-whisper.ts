import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';

export const BANDS = 80;
const FRAMES = 1500;
const HEADS = 2;
const HEAD_SIZE = 4;
/** The model says one word a second. */
const FRAMES_PER_WORD = 50;
const PROMPT_LENGTH = 4;
const CERTAINTY = 30;
const SPECIAL = [
  '<|endoftext|>',
  '<|startoftranscript|>',
  '<|en|>',
  '<|es|>',
  '<|translate|>',
  '<|transcribe|>',
  '<|notimestamps|>',
];
const TIME_MARKS = 1501;
const id = (token: string): number => BANDS + SPECIAL.indexOf(token);
export const VOCABULARY = BANDS + SPECIAL.length + TIME_MARKS;
/** The word for a band: `b7`; every tenth one ends a sentence. */
export const wordOf = (band: number): string => (band % 10 === 9 ? `b${band}.` : `b${band}`);

/**
 * Writes a Whisper model that has learnt nothing: at each second of its window it says the mel band that is loudest
 * there, until nothing is louder than the floor. What it says is a known function of the sound, so a wrong
 * spectrogram, prompt, cache or time shows in the text. Without its prompt it says the lowest band first,
 * without its caches nothing more.
 */
export async function writeTinyWhisper(
  folder: string,
  ending: string,
  config: Readonly<Record<string, number>> = {},
  mels = BANDS,
): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await json('config.json', {
    architectures: ['WhisperForConditionalGeneration'],
    model_type: 'whisper',
    d_model: HEADS * HEAD_SIZE,
    decoder_layers: 1,
    decoder_attention_heads: HEADS,
    max_target_positions: 448,
    ...config,
  });
  await json('generation_config.json', {
    decoder_start_token_id: id('<|startoftranscript|>'),
    eos_token_id: id('<|endoftext|>'),
    no_timestamps_token_id: id('<|notimestamps|>'),
    lang_to_id: { '<|en|>': id('<|en|>'), '<|es|>': id('<|es|>') },
    task_to_id: { transcribe: id('<|transcribe|>'), translate: id('<|translate|>') },
    suppress_tokens: [],
    begin_suppress_tokens: [id('<|endoftext|>')],
    alignment_heads: [[0, 1]],
  });
  await json('preprocessor_config.json', {
    feature_extractor_type: 'WhisperFeatureExtractor',
    feature_size: mels,
    sampling_rate: 16_000,
    hop_length: 160,
    n_fft: 400,
    n_samples: 480_000,
    nb_max_frames: 3000,
    chunk_length: 30,
    padding_side: 'right',
    padding_value: 0,
  });
  await json('tokenizer_config.json', { tokenizer_class: 'WhisperTokenizer', unk_token: '<|endoftext|>' });
  await json('tokenizer.json', tokenizer());
  await encoder().write(join(folder, 'onnx', `encoder_model${ending}.onnx`));
  await decoder().write(join(folder, 'onnx', `decoder_model_merged${ending}.onnx`));
}

function tokenizer() {
  const vocab = Object.fromEntries(Array.from({ length: BANDS }, (_, band) => [`\u0120${wordOf(band)}`, band]));
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content) => ({ id: id(content), content, ...plain, special: true })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', dropout: null, unk_token: '<|endoftext|>', fuse_unk: false, vocab, merges: [] },
  };
}

/** The spectrogram itself, two frames taken together: [batch, 1500, 80]. */
function encoder(): TestGraph {
  const graph = new TestGraph();
  graph.input('input_features', 'float32', ['batch', BANDS, 3000]);
  const pairs = graph.node('Reshape', ['input_features', graph.integers([0, 0, FRAMES, 2])]);
  const means = graph.node('ReduceMean', [pairs], { axes: [3], keepdims: 0 });
  graph.output('last_hidden_state', graph.node('Transpose', [means], { perm: [0, 2, 1] }), 'float32', [
    'batch',
    FRAMES,
    BANDS,
  ]);
  return graph;
}

function decoder(): TestGraph {
  const graph = new TestGraph();
  graph.input('input_ids', 'int64', ['batch', 'length']);
  graph.input('encoder_hidden_states', 'float32', ['batch', FRAMES, BANDS]);
  for (const side of ['decoder', 'encoder'])
    for (const part of ['key', 'value'])
      graph.input(`past_key_values.0.${side}.${part}`, 'float32', ['batch', HEADS, `past_${side}`, HEAD_SIZE]);
  graph.input('use_cache_branch', 'bool', [1]);
  const size = (value: string, axis: number) =>
    graph.node('Gather', [graph.node('Shape', [value]), graph.integers([axis])]);
  const length = size('input_ids', 1);
  const isCached = graph.node('Cast', ['use_cache_branch'], { to: 7 });
  // the place of the last token of the input: known through the cache alone
  const place = graph.node('Sub', [
    graph.node('Add', [size('past_key_values.0.decoder.key', 2), length]),
    graph.integers([1]),
  ]);
  const second = graph.node('Sub', [place, graph.integers([PROMPT_LENGTH - 1])]);
  const logits = speak(graph, { length, isCached, place, second });
  const batchLength = graph.node('Concat', [size('input_ids', 0), length], { axis: 0 });
  const shape = graph.node('Concat', [batchLength, graph.integers([VOCABULARY])], { axis: 0 });
  graph.output('logits', graph.node('Expand', [logits, shape]), 'float32', ['batch', 'length', VOCABULARY]);
  addCaches(graph, { size, length, isCached });
  addAttention(graph, { size, length, second });
  return graph;
}

type Size = (value: string, axis: number) => string;
type Place = Readonly<Record<'length' | 'isCached' | 'place' | 'second', string>>;

const firstBandOnly = Float32Array.from({ length: BANDS }, (_, band) => (band === 0 ? 1 : 0));

/** [batch, 1, vocabulary]: the bands at this second, the end a little under the loudest, everything else far below. */
function speak(graph: TestGraph, { length, isCached, place, second }: Place): string {
  const frame = graph.node('Add', [
    graph.node('Mul', [second, graph.integers([FRAMES_PER_WORD])]),
    graph.integers([FRAMES_PER_WORD / 2]),
  ]);
  const inside = graph.node('Max', [frame, graph.integers([0])]);
  const bands = graph.node('Gather', ['encoder_hidden_states', inside], { axis: 1 });
  const loudest = graph.node('ReduceMax', ['encoder_hidden_states'], { axes: [1, 2], keepdims: 1 });
  const heard = graph.node('Add', [
    bands,
    graph.node('Mul', [wrongPrompt(graph, { length, place }), graph.floats(firstBandOnly, [1, 1, BANDS])]),
  ]);
  const end = graph.node('Add', [graph.node('Sub', [loudest, graph.floats([1])]), wrongCache(graph, isCached)]);
  const shape = graph.node(
    'Concat',
    [
      graph.node('Gather', [graph.node('Shape', ['input_ids']), graph.integers([0])]),
      graph.integers([1, VOCABULARY - BANDS - 1]),
    ],
    { axis: 0 },
  );
  const others = graph.node('Expand', [graph.floats([-1e4], [1, 1, 1]), shape]);
  // certain of what it says: else it would be asked again at a higher temperature
  const speech = graph.node('Mul', [
    graph.node('Concat', [heard, end, others], { axis: 2 }),
    graph.floats([CERTAINTY]),
  ]);
  const spanish = new Float32Array(VOCABULARY).fill(-1e4);
  spanish[id('<|es|>')] = 9;
  spanish[id('<|en|>')] = 8;
  spanish[3] = 99;
  const isFirst = graph.node('Equal', [place, graph.integers([0])]);
  return graph.node('Where', [isFirst, graph.floats(spanish, [1, 1, VOCABULARY]), speech]);
}

/** Great unless the prompt asks for Spanish, transcription and no time marks. */
function wrongPrompt(graph: TestGraph, { length, place }: Pick<Place, 'length' | 'place'>): string {
  const token = (at: number) =>
    graph.node(
      'Gather',
      ['input_ids', graph.node('Min', [graph.integers([at]), graph.node('Sub', [length, graph.integers([1])])])],
      { axis: 1 },
    );
  const wanted = ['<|startoftranscript|>', '<|es|>', '<|transcribe|>', '<|notimestamps|>'];
  const faults = wanted.map((name, at) =>
    graph.node('Abs', [graph.node('Sub', [token(at), graph.integers([id(name)])])]),
  );
  const sum = graph.node(
    'Sum',
    faults.map((fault) => graph.node('Cast', [fault], { to: 1 })),
  );
  const isPrompt = graph.node('Cast', [graph.node('Equal', [place, graph.integers([PROMPT_LENGTH - 1])])], { to: 1 });
  const fault = graph.node('Mul', [graph.node('Mul', [sum, isPrompt]), graph.floats([100])]);
  return graph.node('Unsqueeze', [fault, graph.integers([2])]);
}

/** Great when a later step lacks what the first one made of the encoder's output. */
function wrongCache(graph: TestGraph, isCached: string): string {
  const frames = graph.node('Gather', [graph.node('Shape', ['past_key_values.0.encoder.key']), graph.integers([2])]);
  const lack = graph.node('Mul', [graph.node('Sub', [graph.integers([FRAMES]), frames]), isCached]);
  return graph.node('Cast', [lack], { to: 1 });
}

function addCaches(
  graph: TestGraph,
  { size, length, isCached }: Pick<Place, 'length' | 'isCached'> & { size: Size },
): void {
  const of = (count: string) =>
    graph.node('Expand', [
      graph.floats([0], [1, 1, 1, 1]),
      graph.node('Concat', [size('input_ids', 0), graph.integers([HEADS]), count, graph.integers([HEAD_SIZE])], {
        axis: 0,
      }),
    ]);
  // as exported models do: only the first step gives the encoder's half
  const encoderFrames = graph.node('Mul', [
    graph.integers([FRAMES]),
    graph.node('Sub', [graph.integers([1]), isCached]),
  ]);
  for (const part of ['key', 'value']) {
    const grown = graph.node('Concat', [`past_key_values.0.decoder.${part}`, of(length)], { axis: 2 });
    graph.output(`present.0.decoder.${part}`, grown, 'float32', ['batch', HEADS, 'total', HEAD_SIZE]);
    graph.output(`present.0.encoder.${part}`, of(encoderFrames), 'float32', ['batch', HEADS, 'frames', HEAD_SIZE]);
  }
}

/** The second head looks at the second it speaks of; the first, which is no alignment head, looks elsewhere. */
function addAttention(
  graph: TestGraph,
  { size, length, second }: Pick<Place, 'length' | 'second'> & { size: Size },
): void {
  const seconds = Array.from({ length: FRAMES }, (_, frame) => Math.floor(frame / FRAMES_PER_WORD));
  const at = (values: readonly number[]) =>
    graph.node('Cast', [graph.node('Equal', [graph.integers(values, [1, 1, 1, FRAMES]), second])], { to: 1 });
  const both = graph.node('Concat', [at(seconds.toReversed()), at(seconds)], { axis: 1 });
  const shape = graph.node(
    'Concat',
    [size('input_ids', 0), graph.integers([HEADS]), length, graph.integers([FRAMES])],
    { axis: 0 },
  );
  const weights = graph.node('Expand', [graph.node('Mul', [both, graph.floats([1 / FRAMES_PER_WORD])]), shape]);
  graph.output('cross_attentions.0', weights, 'float32', ['batch', HEADS, 'length', FRAMES]);
}
