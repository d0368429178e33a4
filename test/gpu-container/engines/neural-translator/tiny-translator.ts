import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';

const HEADS = 2;
const HEAD_SIZE = 3;
const WIDTH = HEADS * HEAD_SIZE;
const PAD = 0;
const END = 1;
const MARKS = ['eng_Latn', 'spa_Latn', 'fra_Latn'];
const FIRST_MARK = 2;
const FIRST_WORD = 10;
/** English words with their Spanish and French ones: what the models have learnt. */
const DICTIONARY = [
  ['hello', 'hola', 'salut'],
  ['world', 'mundo', 'monde'],
  ['red', 'rojo', 'rouge'],
  ['house', 'casa', 'maison'],
  ['.', '.', '.'],
] as const;
const COUNT = DICTIONARY.length;
/** What `world` could be called too. */
const OTHER_WORD = FIRST_WORD + 3 * COUNT;
const FIRST_BYTE = 100;
const VOCABULARY = FIRST_BYTE + 256;

/**
 * Writes a translator that knows five words. It says the source's words one after the other in the language its mark
 * asks for (Spanish when it has no marks) and spells what it does not know. The mark and the place are known to it
 * through its caches alone, the source through the encoder: a wrong token, mask, mark or cache shows in the text. It
 * could say `planeta` for world, and would rather not.
 */
export async function writeTinyTranslator(
  folder: string,
  { isMarked }: { readonly isMarked: boolean },
  config: Readonly<Record<string, number>> = {},
): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await json('config.json', {
    model_type: isMarked ? 'm2m_100' : 'marian',
    d_model: WIDTH,
    decoder_layers: 1,
    decoder_attention_heads: HEADS,
    decoder_start_token_id: isMarked ? END : PAD,
    eos_token_id: END,
    pad_token_id: PAD,
    ...config,
  });
  await json('generation_config.json', {});
  await json('tokenizer_config.json', { tokenizer_class: 'PreTrainedTokenizer', unk_token: '<pad>' });
  await json('tokenizer.json', tokenizer());
  await encoder().write(join(folder, 'onnx', 'encoder_model_quantized.onnx'));
  await decoder(isMarked).write(join(folder, 'onnx', 'decoder_model_merged_quantized.onnx'));
}

function tokenizer() {
  const vocab: Record<string, number> = {};
  for (const [row, words] of DICTIONARY.entries())
    for (const [language, word] of words.entries()) {
      // the full stop is one sign in all languages, and stands without a space
      const id = FIRST_WORD + language * COUNT + row;
      vocab[word === '.' ? (language === 0 ? '.' : `.${language}`) : `\u0120${word}`] = id;
    }
  vocab['\u0120planeta'] = OTHER_WORD;
  for (const [byte, sign] of byteSigns().entries()) if (!(sign in vocab)) vocab[sign] = FIRST_BYTE + byte;
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const byteLevel = { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: ['<pad>', '</s>', ...MARKS].map((content, id) => ({ id, content, ...plain })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', dropout: null, unk_token: '<pad>', fuse_unk: false, ignore_merges: true, vocab, merges: [] },
  };
}

/** The signs byte-level tokenizers write bytes with. */
function byteSigns(): readonly string[] {
  const isPrinted = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let unprinted = 0;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPrinted(byte) ? byte : 256 + unprinted++));
}

/** Every place of the source as its token, and nothing where the mask says so. */
function encoder(): TestGraph {
  const graph = new TestGraph();
  graph.input('input_ids', 'int64', ['batch', 'length']);
  graph.input('attention_mask', 'int64', ['batch', 'length']);
  const seen = graph.node('Cast', [graph.node('Mul', ['input_ids', 'attention_mask'])], { to: 1 });
  const wide = graph.node('Unsqueeze', [seen, graph.integers([2])]);
  const ones = graph.floats(new Float32Array(WIDTH).fill(1), [1, 1, WIDTH]);
  graph.output('last_hidden_state', graph.node('Mul', [wide, ones]), 'float32', ['batch', 'length', WIDTH]);
  return graph;
}

function decoder(isMarked: boolean): TestGraph {
  const graph = new TestGraph();
  graph.input('input_ids', 'int64', ['batch', 'length']);
  graph.input('encoder_attention_mask', 'int64', ['batch', 'source']);
  graph.input('encoder_hidden_states', 'float32', ['batch', 'source', WIDTH]);
  for (const side of ['decoder', 'encoder'])
    for (const part of ['key', 'value'])
      graph.input(`past_key_values.0.${side}.${part}`, 'float32', ['batch', HEADS, `past_${side}`, HEAD_SIZE]);
  graph.input('use_cache_branch', 'bool', [1]);
  const size = (value: string, axis: number) =>
    graph.node('Gather', [graph.node('Shape', [value]), graph.integers([axis])]);
  // the cache holds the tokens said so far
  const said = graph.node('Unsqueeze', [graph.node('Cast', ['input_ids'], { to: 1 }), graph.integers([1, 3])]);
  const shape = graph.node(
    'Concat',
    [size('input_ids', 0), graph.integers([HEADS]), size('input_ids', 1), graph.integers([HEAD_SIZE])],
    { axis: 0 },
  );
  const fresh = graph.node('Expand', [said, shape]);
  const caches = ['key', 'value'].map((part) =>
    graph.node('Concat', [`past_key_values.0.decoder.${part}`, fresh], { axis: 2 }),
  );
  const [key = '', value = ''] = caches;
  const prompt = isMarked ? 2 : 1;
  const place = graph.node('Sub', [size(key, 2), graph.integers([prompt - (isMarked ? 1 : 0)])]);
  const lastPlace = graph.node('Sub', [size('encoder_hidden_states', 1), graph.integers([1])]);
  const token = graph.node(
    'Gather',
    [
      graph.node('Mul', [
        'encoder_hidden_states',
        graph.node('Unsqueeze', [graph.node('Cast', ['encoder_attention_mask'], { to: 1 }), graph.integers([2])]),
      ]),
      graph.node('Min', [place, lastPlace]),
    ],
    { axis: 1 },
  );
  const source = graph.node('Slice', [token, graph.integers([0]), graph.integers([1]), graph.integers([2])]);
  const language = isMarked
    ? graph.node('Sub', [
        graph.node('Slice', [
          graph.node('Slice', [
            graph.node('Squeeze', [
              graph.node('Slice', [key, graph.integers([0]), graph.integers([1]), graph.integers([1])]),
              graph.integers([1]),
            ]),
            graph.integers([1]),
            graph.integers([2]),
            graph.integers([1]),
          ]),
          graph.integers([0]),
          graph.integers([1]),
          graph.integers([2]),
        ]),
        graph.floats([FIRST_MARK]),
      ])
    : graph.floats([1]);
  const translated = graph.node('Add', [source, graph.node('Mul', [language, graph.floats([COUNT])])]);
  const isWord = graph.node('And', [
    graph.node('Less', [source, graph.floats([FIRST_WORD + COUNT])]),
    graph.node('Greater', [source, graph.floats([FIRST_WORD - 1])]),
  ]);
  // behind its end, and where others of the batch go on, there is nothing more to say
  const isBehind = graph.node('Or', [
    graph.node('Less', [source, graph.floats([END])]),
    graph.node('Unsqueeze', [graph.node('Greater', [place, lastPlace]), graph.integers([0, 1])]),
  ]);
  const meant = graph.node('Where', [isWord, translated, source]);
  const spoken = graph.node('Where', [isBehind, graph.floats([END]), meant]);
  const isWorld = graph.node('Equal', [source, graph.floats([FIRST_WORD + 1])]);
  const other = graph.node('Where', [isWorld, graph.floats([OTHER_WORD]), graph.floats([-1])]);
  const words = graph.floats(
    Array.from({ length: VOCABULARY }, (_, word) => word),
    [1, 1, VOCABULARY],
  );
  const standsFor = (value: string, height: number) =>
    graph.node('Mul', [graph.node('Cast', [graph.node('Equal', [words, value])], { to: 1 }), graph.floats([height])]);
  const logits = graph.node('Add', [standsFor(spoken, 10), standsFor(other, 6)]);
  const logitShape = graph.node('Concat', [size('input_ids', 0), size('input_ids', 1), graph.integers([VOCABULARY])], {
    axis: 0,
  });
  graph.output('logits', graph.node('Expand', [logits, logitShape]), 'float32', ['batch', 'length', VOCABULARY]);
  for (const [part, cache] of [
    ['key', key],
    ['value', value],
  ] as const) {
    graph.output(`present.0.decoder.${part}`, cache, 'float32', ['batch', HEADS, 'total', HEAD_SIZE]);
    graph.output(`present.0.encoder.${part}`, `past_key_values.0.encoder.${part}`, 'float32', [
      'batch',
      HEADS,
      'source',
      HEAD_SIZE,
    ]);
  }
  return graph;
}
