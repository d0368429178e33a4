import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';

const HEADS = 2;
const HEAD_SIZE = 4;
const SPECIAL = ['<pad>', '<begin>', '<user>', '<assistant>', '<end>', '<over>'];
const ASSISTANT = 3;
const END = 4;
/** Ends an answer too; the model prefers it. */
const OVER = 5;
const FRENCH = 7;
/** English words with their Spanish and French ones: what the model has learnt. */
const DICTIONARY = [
  ['hello', 'hola', 'salut'],
  ['world', 'mundo', 'monde'],
  ['red', 'rojo', 'rouge'],
  ['house', 'casa', 'maison'],
] as const;
const COUNT = DICTIONARY.length;
const FIRST_WORD = 10;
/** What `world` could be called too. */
const OTHER_WORD = FIRST_WORD + 4 * COUNT;
const FIRST_BYTE = 100;
const NEW_LINE = FIRST_BYTE + 10;
const VOCABULARY = FIRST_BYTE + 256;

/**
 * Writes a language model that knows four words. It answers with the words behind the last new line of its prompt, one after
 * the other, in Spanish, or French where its prompt says so, and spells what it does not know. What was said it knows
 * from its caches alone; a place or a mask that is wrong makes it say X.
 */
export async function writeTinyHyMt(folder: string): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));
  await json('config.json', { num_hidden_layers: 1, num_key_value_heads: HEADS, head_dim: HEAD_SIZE });
  await json('generation_config.json', { eos_token_id: [END, OVER] });
  await json('tokenizer_config.json', { tokenizer_class: 'PreTrainedTokenizer', unk_token: '<pad>' });
  await json('tokenizer.json', tokenizer());
  const template = "<begin><user>{{ messages[0]['content'] }}{% if add_generation_prompt %}<assistant>{% endif %}";
  await writeFile(join(folder, 'chat_template.jinja'), template);
  await model().write(join(folder, 'onnx', 'model_q4f16.onnx'));
}

function tokenizer() {
  const vocab: Record<string, number> = { '\u0120Spanish': 6, '\u0120French': FRENCH, '\u0120planeta': OTHER_WORD };
  for (const [row, [english, spanish, french]] of DICTIONARY.entries())
    for (const [at, word] of [`\u0120${english}`, english, `\u0120${spanish}`, `\u0120${french}`].entries())
      vocab[word] = FIRST_WORD + at * COUNT + row;
  for (const [byte, sign] of byteSigns().entries()) vocab[sign] = FIRST_BYTE + byte;
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    ...{ version: '1.0', truncation: null, padding: null, normalizer: null, post_processor: null },
    added_tokens: SPECIAL.map((content, id) => ({ id, content, ...plain })),
    pre_tokenizer: byteLevel,
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

function model(): TestGraph {
  const graph = new TestGraph();
  graph.input('input_ids', 'int64', ['batch', 'length']);
  graph.input('attention_mask', 'int64', ['batch', 'total']);
  graph.input('position_ids', 'int64', ['batch', 'length']);
  for (const part of ['key', 'value'])
    graph.input(`past_key_values.0.${part}`, 'float32', ['batch', HEADS, 'past', HEAD_SIZE]);
  const size = (value: string, axis: number) =>
    graph.node('Gather', [graph.node('Shape', [value]), graph.integers([axis])]);
  const said = graph.node('Unsqueeze', [graph.node('Cast', ['input_ids'], { to: 1 }), graph.integers([1, 3])]);
  const wide = [size('input_ids', 0), graph.integers([HEADS]), size('input_ids', 1), graph.integers([HEAD_SIZE])];
  const fresh = graph.node('Expand', [said, graph.node('Concat', wide, { axis: 0 })]);
  const caches = ['key', 'value'].map((part) =>
    graph.node('Concat', [`past_key_values.0.${part}`, fresh], { axis: 2 }),
  );
  const [key = '', value = ''] = caches;
  const first = graph.node('Slice', [key, graph.integers([0]), graph.integers([1]), graph.integers([1])]);
  const one = graph.node('Slice', [first, graph.integers([0]), graph.integers([1]), graph.integers([3])]);
  const history = graph.node('Squeeze', [one, graph.integers([1, 3])]);
  const logits = answer(graph, history, size);
  const shape = [size('input_ids', 0), size('input_ids', 1), graph.integers([VOCABULARY])];
  const all = graph.node('Expand', [logits, graph.node('Concat', shape, { axis: 0 })]);
  graph.output('logits', all, 'float32', ['batch', 'length', VOCABULARY]);
  graph.output('present.0.key', key, 'float32', ['batch', HEADS, 'total', HEAD_SIZE]);
  graph.output('present.0.value', value, 'float32', ['batch', HEADS, 'total', HEAD_SIZE]);
  return graph;
}

/** [batch, 1, vocabulary]: what comes next, from everything fed so far: [batch, total]. */
function answer(graph: TestGraph, history: string, size: (value: string, axis: number) => string): string {
  const number = (value: number) => graph.floats([value]);
  const add = (a: string, b: string) => graph.node('Add', [a, b]);
  const minus = (a: string, b: string) => graph.node('Sub', [a, b]);
  const is = (token: number) => graph.node('Cast', [graph.node('Equal', [history, number(token)])], { to: 1 });
  const lastOf = (token: number) => graph.node('ArgMax', [is(token)], { axis: 1, select_last_index: 1 });
  const total = size(history, 1);
  const assistant = lastOf(ASSISTANT);
  const spoken = minus(minus(total, graph.integers([1])), assistant);
  const place = add(add(lastOf(NEW_LINE), graph.integers([1])), spoken);
  const inside = graph.node('Min', [place, minus(total, graph.integers([1]))]);
  const token = graph.node('GatherElements', [history, inside], { axis: 1 });
  const isWord = graph.node('And', [
    graph.node('Greater', [token, number(FIRST_WORD - 1)]),
    graph.node('Less', [token, number(FIRST_WORD + 2 * COUNT)]),
  ]);
  const isFrench = graph.node('ReduceMax', [is(FRENCH)], { axes: [1], keepdims: 1 });
  const row = graph.node('Mod', [
    graph.node('Cast', [minus(token, number(FIRST_WORD))], { to: 7 }),
    graph.integers([COUNT]),
  ]);
  const translated = add(
    add(graph.node('Cast', [row], { to: 1 }), number(FIRST_WORD + 2 * COUNT)),
    graph.node('Mul', [isFrench, number(COUNT)]),
  );
  const isBehind = graph.node('GreaterOrEqual', [place, assistant]);
  const meant = graph.node('Where', [isBehind, number(OVER), graph.node('Where', [isWord, translated, token])]);
  const at = graph.node('Slice', [
    'position_ids',
    graph.integers([-1]),
    graph.integers([2 ** 40]),
    graph.integers([1]),
  ]);
  const seen = graph.node('ReduceSum', ['attention_mask', graph.integers([1])], { keepdims: 1 });
  const isRight = graph.node('And', [
    graph.node('Equal', [add(at, graph.integers([1])), total]),
    graph.node('Equal', [seen, total]),
  ]);
  const next = graph.node('Where', [isRight, meant, number(FIRST_BYTE + 88)]);
  const isWorld = graph.node('Equal', [next, number(FIRST_WORD + 2 * COUNT + 1)]);
  const other = graph.node('Where', [isWorld, number(OTHER_WORD), number(-1)]);
  const words = graph.floats(
    Array.from({ length: VOCABULARY }, (_, word) => word),
    [1, 1, VOCABULARY],
  );
  const standsFor = (value: string, height: number) => {
    const isIt = graph.node('Equal', [words, graph.node('Unsqueeze', [value, graph.integers([2])])]);
    return graph.node('Mul', [graph.node('Cast', [isIt], { to: 1 }), number(height)]);
  };
  return add(standsFor(next, 10), standsFor(other, 6));
}
