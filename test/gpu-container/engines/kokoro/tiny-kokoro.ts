import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KOKORO_VOICES } from '../../../../gpu-container/src/engines/kokoro/kokoro-voices.js';
import { findModel } from '../../../../gpu-container/src/models/find-model.js';
import { MODEL_LOCK_FILE, ModelLock } from '../../../../gpu-container/src/models/model-lock.js';
import { lockFolder } from '../../models/lock-folder.js';
import { TestGraph } from '../../onnx/test-graph.js';

/** The alphabet of Kokoro-82M v1.0 with its numbers, as its config.json and kokoro-onnx both list it. */
const ALPHABET = `; 1 : 2 , 3 . 4 ! 5 ? 6 — 9 … 10 " 11 ( 12 ) 13 “ 14 ” 15 ʣ 18 ʥ 19 ʦ 20 ʨ 21 ᵝ 22 ꭧ 23 A 24 I 25 O 31 Q 33
  S 35 T 36 W 39 Y 41 ᵊ 42 a 43 b 44 c 45 d 46 e 47 f 48 h 50 i 51 j 52 k 53 l 54 m 55 n 56 o 57 p 58 q 59 r 60 s 61
  t 62 u 63 v 64 w 65 x 66 y 67 z 68 ɑ 69 ɐ 70 ɒ 71 æ 72 β 75 ɔ 76 ɕ 77 ç 78 ɖ 80 ð 81 ʤ 82 ə 83 ɚ 85 ɛ 86 ɜ 87 ɟ 90
  ɡ 92 ɥ 99 ɨ 101 ɪ 102 ʝ 103 ɯ 110 ɰ 111 ŋ 112 ɳ 113 ɲ 114 ɴ 115 ø 116 ɸ 118 θ 119 œ 120 ɹ 123 ɾ 125 ɻ 126 ʁ 128
  ɽ 129 ʂ 130 ʃ 131 ʈ 132 ʧ 133 ʊ 135 ʋ 136 ʌ 138 ɣ 139 ɤ 140 χ 142 ʎ 143 ʒ 147 ʔ 148 ˈ 156 ˌ 157 ː 158 ʰ 162 ʲ 164
  ↓ 169 → 171 ↗ 172 ↘ 173 ᵻ 177`;

const pairs = ALPHABET.trim().split(/\s+/);
export const kokoroSymbols: ReadonlyMap<string, number> = new Map([
  ['$', 0],
  [' ', 16],
  ['\u0303', 17],
  ...pairs.flatMap(
    (sign, at): ReadonlyArray<[string, number]> => (at % 2 === 0 ? [[sign, Number(pairs[at + 1])]] : []),
  ),
]);

export const FRAME_SAMPLES = 600;
const HALF = FRAME_SAMPLES / 2;
/** Ids are told in steps of this height in the first half of every frame, rows of the voice in the second. */
const ID_STEP = 1 / 256;
const ROW_STEP = 1 / 1024;
const ROWS = 510;
const STYLE = 256;

/** How long the tiny graph holds a token, in frames: halves to even, one at least. */
export function framesOf(id: number, speed = 1): number {
  const raw = (1 + (id % 4) * 0.5) / speed;
  const below = Math.floor(raw);
  const rounded = raw - below === 0.5 ? below + (below % 2) : Math.round(raw);
  return Math.max(1, rounded);
}

/** The id and the row of the voice that are heard in each frame from a sample on. */
export function readFrames(
  samples: Int16Array,
  from: number,
): ReadonlyArray<{ readonly id: number; readonly row: number }> {
  const told = (at: number, step: number): number => Math.round((samples[at] ?? 0) / 32_768 / step);
  return Array.from({ length: Math.floor((samples.length - from) / FRAME_SAMPLES) }, (_, frame) => {
    const at = from + frame * FRAME_SAMPLES;
    return { id: told(at + HALF / 2, ID_STEP), row: told(at + HALF + HALF / 2, ROW_STEP) - 1 };
  });
}

/**
 * Writes a Kokoro with the names, types and shapes of the timestamped export whose sound is its input: each token is
 * heard for its frames as a step of its number's height, beside the row of the voice it was given. Silence is silent.
 * With a `hum` of that height silences last for ten frames each and are not silent. `layers` make it work for its sound without changing it: 85 take as many multiplications as the real one, 27 thousand
 * million for a second of speech (counted from the layers in its config.json).
 */
export async function writeTinyKokoro(folder: string, { layers = 0, hum = 0 } = {}): Promise<void> {
  await mkdir(join(folder, 'voices'), { recursive: true });
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer()));
  const config = { model_max_length: 512, pad_token: '$', tokenizer_class: 'PreTrainedTokenizer', unk_token: '$' };
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(config));
  const rows = Float32Array.from({ length: ROWS * STYLE }, (_, at) => (Math.floor(at / STYLE) + 1) * ROW_STEP);
  for (const { id } of KOKORO_VOICES) await writeFile(join(folder, 'voices', `${id}.bin`), new Uint8Array(rows.buffer));
  await tinyGraph({ layers, hum }).write(join(folder, 'model.onnx'));
  await lockAsPublished(folder);
}

/** Puts the published digests into the lock: the catalogue knows them, and these files stand in for those. */
async function lockAsPublished(folder: string): Promise<void> {
  await lockFolder(folder);
  const path = join(folder, MODEL_LOCK_FILE);
  const lock = ModelLock.parse(JSON.parse(await readFile(path, 'utf8')));
  const published = new Map(findModel('kokoro-82m').files.map((file) => [file.path, file.sha256]));
  const files = lock.files.map((file) => ({ ...file, sha256: published.get(file.path) ?? file.sha256 }));
  await writeFile(path, JSON.stringify({ ...lock, files }));
}

function tokenizer() {
  const signs = [...kokoroSymbols.keys()].map((sign) => sign.replace(/[\]\\^-]/g, '\\$&')).join('');
  const pad = { SpecialToken: { id: '$', type_id: 0 } };
  return {
    ...{ version: '1.0', truncation: null, padding: null, added_tokens: [], decoder: null },
    normalizer: { type: 'Replace', pattern: { Regex: `[^${signs}]` }, content: '' },
    pre_tokenizer: { type: 'Split', pattern: { Regex: '' }, behavior: 'Isolated', invert: false },
    post_processor: {
      type: 'TemplateProcessing',
      single: [pad, { Sequence: { id: 'A', type_id: 0 } }, pad],
      special_tokens: { $: { id: '$', ids: [0], tokens: ['$'] } },
    },
    model: { vocab: Object.fromEntries(kokoroSymbols) },
  };
}

function tinyGraph({ layers, hum }: { readonly layers: number; readonly hum: number }): TestGraph {
  const graph = new TestGraph();
  graph.input('input_ids', 'int64', [1, 'sequence_length']);
  graph.input('style', 'float32', [1, STYLE]);
  graph.input('speed', 'float32', [1]);
  const ids = graph.node('Cast', ['input_ids'], { to: 1 });
  const rest = graph.node('Mod', [ids, graph.floats([4])], { fmod: 1 });
  const held = graph.node('Add', [graph.node('Mul', [rest, graph.floats([0.5])]), graph.floats([1])]);
  const silent = graph.node('Sub', [graph.floats([1]), graph.node('Min', [ids, graph.floats([1])])]);
  const natural = graph.node('Add', [held, graph.node('Mul', [silent, graph.floats([hum > 0 ? 9 : 0])])]);
  const raw = graph.node('Div', [natural, 'speed']);
  const frames = graph.node('Max', [graph.node('Round', [raw]), graph.floats([1])]);
  const ends = graph.node('CumSum', [frames, graph.integers([1])]);
  const total = graph.node('ReduceSum', [frames, graph.integers([0, 1])], { keepdims: 0 });
  const each = graph.node('Range', [graph.floats([0], []), total, graph.floats([1], [])]);
  const isPast = graph.node('GreaterOrEqual', [graph.node('Unsqueeze', [each, graph.integers([1])]), ends]);
  const token = graph.node('ReduceSum', [graph.node('Cast', [isPast], { to: 7 }), graph.integers([1])], {
    keepdims: 0,
  });
  const flat = graph.node('Reshape', [ids, graph.integers([-1])]);
  const heard = graph.node('Reshape', [graph.node('Gather', [flat, token]), graph.integers([-1, 1])]);
  // the first and the last number of the row: one taken across two rows shows
  const edges = graph.node('Gather', ['style', graph.integers([0, STYLE - 1])], { axis: 1 });
  const row = graph.node('ReduceMean', [edges], { keepdims: 0 });
  const isSound = graph.node('Min', [heard, graph.floats([1])]);
  const halves = (first: number) => Array.from({ length: FRAME_SAMPLES }, (_, at) => (at < HALF ? first : 1 - first));
  const tellId = graph.node('Mul', [
    heard,
    graph.floats(
      halves(1).map((on) => on * ID_STEP),
      [1, FRAME_SAMPLES],
    ),
  ]);
  const tellRow = graph.node('Mul', [graph.node('Mul', [isSound, row]), graph.floats(halves(0), [1, FRAME_SAMPLES])]);
  const hummed = graph.node('Mul', [graph.node('Sub', [graph.floats([1]), isSound]), graph.floats([hum])]);
  const told = graph.node('Add', [graph.node('Add', [tellId, tellRow]), hummed]);
  const samples = graph.node('Reshape', [
    layers === 0 ? told : graph.node('Add', [told, nothingOf(graph, heard, layers)]),
    graph.integers([1, -1]),
  ]);
  graph.output('waveform', samples, 'float32', [1, 'num_samples']);
  graph.output('durations', raw, 'float32', [1, 'sequence_length']);
  return graph;
}

const WIDTH = 512;
const ROWS_OF_A_FRAME = 30;

/** Zero for every frame, by way of matrices of Kokoro's width: 15 million operations a layer and frame. */
function nothingOf(graph: TestGraph, frames: string, layers: number): string {
  const weights = Float32Array.from({ length: WIDTH * WIDTH }, (_, at) => Math.sin(at) / Math.sqrt(WIDTH));
  const matrix = graph.floats(weights, [WIDTH, WIDTH]);
  const wide = graph.node('Unsqueeze', [frames, graph.integers([2])]);
  const first = graph.node('Mul', [
    wide,
    graph.floats(new Float32Array(ROWS_OF_A_FRAME * WIDTH).fill(0.01), [1, ROWS_OF_A_FRAME, WIDTH]),
  ]);
  let hidden = first;
  for (let layer = 0; layer < layers; layer++) hidden = graph.node('Tanh', [graph.node('MatMul', [hidden, matrix])]);
  const flat = graph.node('ReduceMean', [hidden], { axes: [1, 2], keepdims: 0 });
  return graph.node('Mul', [graph.node('Unsqueeze', [flat, graph.integers([1])]), graph.floats([0])]);
}
