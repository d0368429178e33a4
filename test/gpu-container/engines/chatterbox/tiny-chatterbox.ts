import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';

/** Of the published model. */
const WIDTH = 1024;
const HEADS = 16;
const HEAD_SIZE = 64;
const LAYERS = 2;
const SPEECH_TOKENS = 8194;
const START_SPEECH = 6561;
const STOP_SPEECH = 6562;
const EXCITEMENT = 6563;
const SILENCE = 4299;
export const SAMPLES_PER_TOKEN = 960;
/** Rows the voice takes before the text, and speech tokens of the sample before those that are said. */
const VOICE_ROWS = 2;
const SAMPLE_TOKENS = 3;

/** Ids of the tiny vocabulary; letters are 14 and on. */
export const IDS = {
  start: 255,
  stop: 0,
  space: 2,
  ',': 7,
  '.': 9,
  '?': 10,
  acute: 60,
  es: 710,
  no: 711,
  again: 700,
  forever: 701,
};
export const idOf = (letter: string): number => 14 + letter.charCodeAt(0) - 97;
/** What the model says when a mask, a place or a cache is wrong. */
const FAULTS = { mask: 1, place: 3, cache: 5, begin: 6 };

/** How far a voice of this greatest amplitude moves every token. */
export const shiftOf = (peak: number): number => Math.round(peak * 100);

export interface TinyChatterboxParams {
  /** Whether the caches are halved, as in the published half-precision graph, whose other inputs are not. */
  readonly hasHalfCaches?: boolean;
  /** Whether the tokenizer puts the marks of speech around a text by itself. */
  readonly marksSpeech?: boolean;
}

/**
 * Writes a Chatterbox with the inputs and outputs of the published export, whose speech is its text: one speech token
 * for each token of the text, moved by how loud the sample is, until the text ends. What a token is, and whether the
 * places, the mask and the token said before are right, it knows through its caches alone. Sound is a step of the
 * height of each token, times the sample's amplitude and its length in seconds at 24 kHz.
 * After `again` it repeats itself but for a draw; after `forever` it never ends.
 */
export async function writeTinyChatterbox(folder: string, params: TinyChatterboxParams = {}): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await json('tokenizer_config.json', { tokenizer_class: 'PreTrainedTokenizer', unk_token: '[UNK]' });
  await json('tokenizer.json', tokenizer(params.marksSpeech ?? true));
  await encoder().write(join(folder, 'onnx', 'speech_encoder.onnx'));
  await embedder().write(join(folder, 'onnx', 'embed_tokens.onnx'));
  await speaker(params.hasHalfCaches ?? false).write(join(folder, 'onnx', 'language_model_q4.onnx'));
  await decoder().write(join(folder, 'onnx', 'conditional_decoder.onnx'));
  // weights lie beside the published graphs; these hold their own
  for (const name of ['speech_encoder', 'embed_tokens', 'language_model_q4', 'conditional_decoder'])
    await writeFile(join(folder, 'onnx', `${name}.onnx_data`), '');
}

function tokenizer(marksSpeech: boolean) {
  const marks = { '[START]': IDS.start, '[STOP]': IDS.stop, '[SPACE]': IDS.space, '[es]': IDS.es, '[no]': IDS.no };
  const words = { again: IDS.again, forever: IDS.forever };
  const speech = { '[EXCITEMENT]': EXCITEMENT, '[BEGIN]': START_SPEECH };
  const letters = Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((letter) => [letter, idOf(letter)]));
  const vocab = { '[UNK]': 1, ',': IDS[','], '.': IDS['.'], '?': IDS['?'], '\u0301': IDS.acute, ...letters };
  const token = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  const text = [token('[START]'), { Sequence: { id: 'A', type_id: 0 } }, token('[STOP]')];
  const single = marksSpeech ? [token('[EXCITEMENT]'), ...text, token('[BEGIN]'), token('[BEGIN]')] : text;
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: Object.entries({ ...marks, ...words, ...speech }).map(([content, id]) => ({ id, content, ...plain })),
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '[SPACE]' },
    pre_tokenizer: null,
    post_processor: {
      type: 'TemplateProcessing',
      single,
      pair: single,
      special_tokens: Object.fromEntries(
        Object.entries({ ...marks, ...speech }).map(([id, number]) => [id, { id, ids: [number], tokens: [id] }]),
      ),
    },
    decoder: null,
    model: { type: 'BPE', dropout: null, unk_token: '[UNK]', fuse_unk: false, vocab, merges: [] },
  };
}

/** The voice is the greatest amplitude of the sample, and its length. */
function encoder(): TestGraph {
  const graph = new TestGraph();
  graph.input('audio_values', 'float32', ['batch', 'samples']);
  const peak = graph.node('ReduceMax', [graph.node('Abs', ['audio_values'])], { keepdims: 1 });
  const shift = graph.node('Round', [graph.node('Mul', [peak, graph.floats([100])])]);
  const spread = (value: string, dims: readonly number[]) =>
    graph.node('Expand', [graph.node('Reshape', [value, graph.integers(dims.map(() => 1))]), graph.integers(dims)]);
  graph.output('audio_features', spread(shift, [1, VOICE_ROWS, WIDTH]), 'float32', ['batch', 'rows', WIDTH]);
  const tokens = graph.node('Cast', [spread(shift, [1, SAMPLE_TOKENS])], { to: 7 });
  graph.output('audio_tokens', tokens, 'int64', ['batch', 'tokens']);
  graph.output('speaker_embeddings', spread(peak, [1, 192]), 'float32', ['batch', 192]);
  const length = graph.node('Cast', [graph.node('Size', ['audio_values'])], { to: 1 });
  const seconds = graph.node('Div', [length, graph.floats([24_000])]);
  graph.output('speaker_features', spread(seconds, [1, 2 * SAMPLE_TOKENS, 80]), 'float32', ['batch', 'frames', 80]);
  return graph;
}

/** The first three numbers of a vector: token, place, excitement. */
function embedder(): TestGraph {
  const graph = new TestGraph();
  graph.input('input_ids', 'int64', ['batch', 'length']);
  graph.input('position_ids', 'int64', ['batch', 'length']);
  graph.input('exaggeration', 'float32', ['batch']);
  const column = (value: string) =>
    graph.node('Unsqueeze', [graph.node('Cast', [value], { to: 1 }), graph.integers([2])]);
  const excitement = graph.node('Expand', [
    graph.node('Reshape', ['exaggeration', graph.integers([1, 1, 1])]),
    graph.node('Shape', [column('input_ids')]),
  ]);
  const known = graph.node('Concat', [column('input_ids'), column('position_ids'), excitement], { axis: 2 });
  const vectors = graph.node('Pad', [known, graph.integers([0, 0, 0, 0, 0, WIDTH - 3])]);
  graph.output('inputs_embeds', vectors, 'float32', ['batch', 'length', WIDTH]);
  return graph;
}

function speaker(hasHalfCaches: boolean): TestGraph {
  const graph = new TestGraph();
  graph.input('inputs_embeds', 'float32', ['batch', 'length', WIDTH]);
  graph.input('attention_mask', 'int64', ['batch', 'total']);
  const [elementType, typeCode] = hasHalfCaches ? (['float16', 10] as const) : (['float32', 1] as const);
  const dims = ['batch', HEADS, 'past', HEAD_SIZE];
  // what was seen: of the first layer tokens and places, of the others the same
  const seen: Record<string, string> = {};
  for (let layer = 0; layer < LAYERS; layer++)
    for (const [part, at] of [
      ['key', 0],
      ['value', 1],
    ] as const) {
      const name = `${layer}.${part}`;
      graph.input(`past_key_values.${name}`, elementType, dims);
      // halves hold whole numbers to 2048: a token is kept as its quotient and its rest by 1024
      const fresh = graph.node('Slice', [
        'inputs_embeds',
        graph.integers([at]),
        graph.integers([at + 1]),
        graph.integers([2]),
      ]);
      const quotient = graph.node('Floor', [graph.node('Div', [fresh, graph.floats([1024])])]);
      const rest = graph.node('Sub', [fresh, graph.node('Mul', [quotient, graph.floats([1024])])]);
      const pair = graph.node('Concat', [quotient, rest], { axis: 2 });
      const wide = graph.node('Pad', [pair, graph.integers([0, 0, 0, 0, 0, HEAD_SIZE - 2])]);
      const heads = graph.node('Expand', [
        graph.node('Unsqueeze', [wide, graph.integers([1])]),
        graph.integers([1, HEADS, 1, 1]),
      ]);
      const cache = graph.node('Concat', [`past_key_values.${name}`, graph.node('Cast', [heads], { to: typeCode })], {
        axis: 2,
      });
      graph.output(`present.${name}`, cache, elementType, ['batch', HEADS, 'total', HEAD_SIZE]);
      const last = graph.node('Cast', [cache], { to: 1 });
      const row = graph.node('Slice', [
        last,
        graph.integers([layer]),
        graph.integers([layer + 1]),
        graph.integers([1]),
      ]);
      const number = (from: number) =>
        graph.node('Reshape', [
          graph.node('Slice', [row, graph.integers([from]), graph.integers([from + 1]), graph.integers([3])]),
          graph.integers([-1]),
        ]);
      seen[name] = graph.node('Add', [graph.node('Mul', [number(0), graph.floats([1024])]), number(1)]);
    }
  const tokens = seen['0.key'] ?? '';
  const places = seen['1.value'] ?? '';
  const pick = (list: string, at: string) => graph.node('Gather', [list, at], { axis: 0 });
  const end = graph.node('Sub', [graph.node('Size', [tokens]), graph.integers([1], [])]);
  const said = graph.node('Cast', [pick(places, end)], { to: 7 });
  const first = graph.integers([VOICE_ROWS + 1], []);
  const place = loopsAt(graph, tokens, graph.node('Add', [said, first]));
  const text = pick(tokens, place.at);
  const shift = pick(tokens, graph.integers([0], []));
  const spoken = graph.node('Add', [text, shift]);
  const isOver = graph.node('Equal', [text, graph.floats([0], [])]);
  const next = graph.node('Where', [isOver, graph.floats([STOP_SPEECH], []), spoken]);
  const checked = faults(graph, { tokens, places, said, end, place: place.at, loops: place.loops, shift, next });
  const words = graph.floats(
    Array.from({ length: SPEECH_TOKENS }, (_, word) => word),
    [1, 1, SPEECH_TOKENS],
  );
  const chosen = graph.node('Mul', [
    graph.node('Cast', [graph.node('Equal', [words, checked])], { to: 1 }),
    graph.floats([10]),
  ]);
  const mayEnd = graph.node('And', [
    graph.node('Equal', [text, graph.floats([IDS.again], [])]),
    graph.node('Equal', [words, graph.floats([STOP_SPEECH], [])]),
  ]);
  // likelier than what was said once and again, but for its penalty: 10 / 1.2
  const logits = graph.node('Add', [
    chosen,
    graph.node('Mul', [graph.node('Cast', [mayEnd], { to: 1 }), graph.floats([8])]),
  ]);
  const shape = graph.node(
    'Concat',
    [
      graph.integers([1]),
      graph.node('Gather', [graph.node('Shape', ['inputs_embeds']), graph.integers([1])]),
      graph.integers([SPEECH_TOKENS]),
    ],
    { axis: 0 },
  );
  graph.output('logits', graph.node('Expand', [logits, shape]), 'float32', ['batch', 'length', SPEECH_TOKENS]);
  return graph;
}

/** Where the text is read next: never beyond a word that repeats itself. */
function loopsAt(graph: TestGraph, tokens: string, at: string) {
  const isLoop = graph.node(
    'Cast',
    [
      graph.node('Or', [
        graph.node('Equal', [tokens, graph.floats([IDS.again], [])]),
        graph.node('Equal', [tokens, graph.floats([IDS.forever], [])]),
      ]),
    ],
    { to: 1 },
  );
  const loops = graph.node('Greater', [graph.node('ReduceMax', [isLoop], { keepdims: 0 }), graph.floats([0], [])]);
  const where = graph.node('ArgMax', [isLoop], { axis: 0, keepdims: 0 });
  return { loops, at: graph.node('Where', [loops, graph.node('Min', [at, where]), at]) };
}

interface Known {
  readonly tokens: string;
  readonly places: string;
  readonly said: string;
  readonly end: string;
  readonly place: string;
  readonly loops: string;
  readonly shift: string;
  readonly next: string;
}

/** What is said instead where the mask, the place of a token, or the token said before is not what it must be. */
function faults(graph: TestGraph, { tokens, places, said, end, place, loops, shift, next }: Known): string {
  const pick = (list: string, at: string) => graph.node('Gather', [list, at], { axis: 0 });
  const not = (value: string) => graph.node('Not', [value]);
  const masked = graph.node('ReduceSum', ['attention_mask'], { keepdims: 0 });
  const isMasked = not(graph.node('Equal', [masked, graph.node('Size', [tokens])]));
  const read = graph.node('Sub', [place, graph.integers([VOICE_ROWS + 1], [])]);
  const isMisplaced = not(graph.node('Equal', [graph.node('Cast', [pick(places, place)], { to: 7 }), read]));
  const before = graph.node('Max', [graph.node('Sub', [place, graph.integers([1], [])]), graph.integers([0], [])]);
  const isForgotten = graph.node('And', [
    graph.node('And', [not(loops), graph.node('Greater', [said, graph.integers([0], [])])]),
    not(graph.node('Equal', [pick(tokens, end), graph.node('Add', [pick(tokens, before), shift])])),
  ]);
  // two marks begin the speech, right before what was said
  const begins = [0, 1].map((back) => {
    const at = graph.node('Sub', [end, graph.node('Add', [said, graph.integers([back], [])])]);
    return graph.node('Equal', [pick(tokens, at), graph.floats([START_SPEECH], [])]);
  });
  const isUnmarked = not(graph.node('And', begins));
  let told = next;
  for (const [is, fault] of [
    [isUnmarked, FAULTS.begin],
    [isForgotten, FAULTS.cache],
    [isMisplaced, FAULTS.place],
    [isMasked, FAULTS.mask],
  ] as const)
    told = graph.node('Where', [is, graph.floats([fault], []), told]);
  return told;
}

/** Drops the tokens of the sample, as many as its spectrogram has pairs of frames, and holds every other one. */
function decoder(): TestGraph {
  const graph = new TestGraph();
  graph.input('speech_tokens', 'int64', ['batch', 'tokens']);
  graph.input('speaker_embeddings', 'float32', ['batch', 192]);
  graph.input('speaker_features', 'float32', ['batch', 'frames', 80]);
  const frames = graph.node('Gather', [graph.node('Shape', ['speaker_features']), graph.integers([1])]);
  const skipped = graph.node('Div', [frames, graph.integers([2])]);
  const own = graph.node('Slice', ['speech_tokens', skipped, graph.integers([1_000_000]), graph.integers([1])]);
  const isSilent = graph.node('Equal', [own, graph.integers([SILENCE])]);
  const heights = graph.node('Where', [
    isSilent,
    graph.floats([0]),
    graph.node('Div', [graph.node('Cast', [own], { to: 1 }), graph.floats([4096])]),
  ]);
  const mean = (value: string) => graph.node('ReduceMean', [value], { keepdims: 0 });
  const loud = graph.node('Mul', [graph.node('Mul', [heights, mean('speaker_embeddings')]), mean('speaker_features')]);
  const held = graph.node('Mul', [
    graph.node('Unsqueeze', [loud, graph.integers([2])]),
    graph.floats(new Float32Array(SAMPLES_PER_TOKEN).fill(1), [1, 1, SAMPLES_PER_TOKEN]),
  ]);
  graph.output('waveform', graph.node('Reshape', [held, graph.integers([1, -1])]), 'float32', ['batch', 'samples']);
  return graph;
}
