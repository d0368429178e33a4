import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';

const BINS = 128;
const WIDTH = 1024;
const LAYERS = 2;
const MEMORY = 640;
const DURATIONS = 5;
const SECOND = BINS;
const WRONG = BINS + 1;
const BLANK = BINS + 2;
/** Where the encoder writes the number of its frame. */
const CLOCK = 1000;
/** What a spectrum bin must have to be a tone: silence and the edges of tones have less. */
const LOUD = 100;
/** The token the model means stands this far above the others. */
const CERTAINTY = 3;

/** What the model is certain of every token it says. */
export const CONFIDENCE = 1 / (1 + BLANK * Math.exp(-CERTAINTY));
/** Middle of a bin: what the model takes for word `bin`. */
export const hzOf = (bin: number): number => (bin * 16_000) / 512;
/** Even bins make words of two tokens. */
export const wordOf = (bin: number): string => (bin % 2 === 0 ? `b${bin}x` : `b${bin}`);
/** Frames from the beginning of a word to the end of its last token. */
export const framesOf = (bin: number): number => (bin % 2 === 0 ? 2 : bin % DURATIONS);

/**
 * Writes a transducer that has learnt nothing: it says the loudest spectrum bin whenever that is another one than it
 * said last. Wrong lengths, frames, states, last tokens and jumps show in the text: it knows what it said from its
 * states alone, gives out useless states with every blank, and says `wrong` when it is told another last token than it
 * said or is asked about a frame it meant to skip. Its quiet blanks ask for no jump at all.
 */
export async function writeTinyParakeet(folder: string, ending = '.int8'): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pieces = [...Array.from({ length: BINS }, (_, bin) => `▁b${bin}`), 'x', '▁wrong', '<blk>'];
  await writeFile(join(folder, 'vocab.txt'), `${pieces.map((piece, token) => `${piece} ${token}`).join('\n')}\n`);
  await preprocessor().write(join(folder, 'nemo128.onnx'));
  await encoder().write(join(folder, `encoder-model${ending}.onnx`));
  await decoder().write(join(folder, `decoder_joint-model${ending}.onnx`));
}

/** Powers of the 128 lowest bins of windows of 512 samples, 100 a second, nothing behind the length. */
function preprocessor(): TestGraph {
  const graph = new TestGraph();
  graph.input('waveforms', 'float32', ['batch', 'samples']);
  graph.input('waveforms_lens', 'int64', ['batch']);
  const padded = graph.node('Pad', ['waveforms', graph.integers([0, 256, 0, 256])]);
  const hann = Float32Array.from({ length: 512 }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 512));
  const signal = graph.node('Unsqueeze', [padded, graph.integers([2])]);
  const spectrum = graph.node('STFT', [signal, graph.integers([160], []), graph.floats(hann)]);
  const powers = graph.node('ReduceSumSquare', [spectrum], { axes: [3], keepdims: 0 });
  const low = graph.node('Slice', [powers, graph.integers([0]), graph.integers([BINS]), graph.integers([2])]);
  const features = graph.node('Transpose', [low], { perm: [0, 2, 1] });
  const lengths = graph.node('Div', ['waveforms_lens', graph.integers([160])]);
  const size = graph.node('Gather', [graph.node('Shape', [features]), graph.integers([2], [])]);
  const places = graph.node('Range', [graph.integers([0], []), size, graph.integers([1], [])]);
  const isHeard = graph.node('Less', [places, graph.node('Unsqueeze', [lengths, graph.integers([1, 2])])]);
  const heard = graph.node('Where', [isHeard, features, graph.floats([0])]);
  graph.output('features', heard, 'float32', ['batch', BINS, 'frames']);
  graph.output('features_lens', lengths, 'int64', ['batch']);
  return graph;
}

/** Means of eight frames, in the first of 1024 channels, with the number of the frame in one of the others. */
function encoder(): TestGraph {
  const graph = new TestGraph();
  graph.input('audio_signal', 'float32', ['batch', BINS, 'frames']);
  graph.input('length', 'int64', ['batch']);
  const means = graph.node('AveragePool', ['audio_signal'], { kernel_shape: [8], strides: [8], ceil_mode: 1 });
  const shape = graph.node('Shape', [means]);
  const batch = graph.node('Gather', [shape, graph.integers([0])]);
  const frames = graph.node('Gather', [shape, graph.integers([2])]);
  const of = (channels: number, value: string) =>
    graph.node('Expand', [value, graph.node('Concat', [batch, graph.integers([channels]), frames], { axis: 0 })]);
  const count = graph.node('Squeeze', [frames, graph.integers([0])]);
  const clock = graph.node('Cast', [graph.node('Range', [graph.integers([0], []), count, graph.integers([1], [])])], {
    to: 1,
  });
  const nothing = graph.floats([0], [1, 1, 1]);
  const parts = [means, of(CLOCK - BINS, nothing), of(1, clock), of(WIDTH - CLOCK - 1, nothing)];
  graph.output('outputs', graph.node('Concat', parts, { axis: 1 }), 'float32', ['batch', WIDTH, 'outputs']);
  const one = graph.integers([1]);
  const whole = graph.node('Div', [graph.node('Sub', ['length', one]), graph.integers([8])]);
  graph.output('encoded_lengths', graph.node('Add', [whole, one]), 'int64', ['batch']);
  return graph;
}

function decoder(): TestGraph {
  const graph = new TestGraph();
  graph.input('encoder_outputs', 'float32', ['batch', WIDTH, 'frames']);
  graph.input('targets', 'int32', ['batch', 'length']);
  graph.input('target_length', 'int32', ['batch']);
  graph.input('input_states_1', 'float32', [LAYERS, 'batch', MEMORY]);
  graph.input('input_states_2', 'float32', [LAYERS, 'batch', MEMORY]);
  const said = speak(graph);
  const oneHot = (value: string, size: number) => {
    const all = graph.floats(
      Array.from({ length: size }, (_, at) => at),
      [1, size],
    );
    const wide = graph.node('Unsqueeze', [value, graph.integers([1])]);
    const isIt = graph.node('Cast', [graph.node('Equal', [all, wide])], { to: 1 });
    return graph.node('Mul', [isIt, graph.floats([CERTAINTY])]);
  };
  const logits = graph.node('Concat', [oneHot(said.token, BLANK + 1), oneHot(said.duration, DURATIONS)], { axis: 1 });
  graph.output('outputs', graph.node('Unsqueeze', [logits, graph.integers([1, 2])]), 'float32', [
    ...['batch', 'frames', 'length'],
    BLANK + 1 + DURATIONS,
  ]);
  graph.output('prednet_lengths', 'target_length', 'int32', ['batch']);
  const state = (rows: readonly string[]) => {
    const layers = rows.map((row) => graph.node('Unsqueeze', [row, graph.integers([0, 2])]));
    const whole = graph.node('Concat', layers, { axis: 0 });
    const wide = graph.node('Expand', [whole, graph.integers([LAYERS, 1, MEMORY])]);
    return graph.node('Add', [wide, graph.node('Unsqueeze', [said.spoilt, graph.integers([0, 2])])]);
  };
  graph.output('output_states_1', state([said.bin, said.next]), 'float32', [LAYERS, 'batch', MEMORY]);
  graph.output('output_states_2', state([said.pending, said.last]), 'float32', [LAYERS, 'batch', MEMORY]);
  return graph;
}

/** One value a line: the token, its duration, and what is remembered of it. */
function speak(graph: TestGraph) {
  const number = (value: number) => graph.floats([value]);
  const float = (value: string) => graph.node('Cast', [value], { to: 1 });
  const where = (condition: string, yes: string, no: string) => graph.node('Where', [condition, yes, no]);
  const channel = (from: number, to: number) =>
    graph.node('Slice', ['encoder_outputs', graph.integers([from]), graph.integers([to]), graph.integers([1])]);
  const flat = (value: string) => graph.node('Reshape', [value, graph.integers([-1])]);
  const remembered = (name: string, layer: number) => {
    const row = graph.node('Gather', [name, graph.integers([layer], [])]);
    return flat(graph.node('Slice', [row, graph.integers([7]), graph.integers([8]), graph.integers([1])]));
  };
  const bins = channel(0, BINS);
  const bin = flat(float(graph.node('ArgMax', [bins], { axis: 1 })));
  const isLoud = flat(graph.node('Greater', [graph.node('ReduceMax', [bins], { axes: [1] }), number(LOUD)]));
  const clock = flat(channel(CLOCK, CLOCK + 1));
  // what was said last is remembered with one added: nothing is zero
  const [before, next] = [remembered('input_states_1', 0), remembered('input_states_1', 1)];
  const [pending, last] = [remembered('input_states_2', 0), remembered('input_states_2', 1)];
  const told = flat(float('targets'));
  const meant = where(graph.node('Equal', [last, number(0)]), number(BLANK), graph.node('Sub', [last, number(1)]));
  const isWrong = graph.node('Or', [
    graph.node('Not', [graph.node('Equal', [told, meant])]),
    graph.node('Less', [clock, next]),
  ]);
  const isSecond = graph.node('Equal', [pending, number(1)]);
  const isOther = graph.node('Not', [graph.node('Equal', [graph.node('Add', [bin, number(1)]), before])]);
  const isNew = graph.node('And', [isLoud, isOther]);
  const right = where(isSecond, number(SECOND), where(isNew, bin, number(BLANK)));
  const token = where(isWrong, number(WRONG), right);
  const isFirst = graph.node('Less', [token, number(BINS)]);
  const rest = (by: number) => float(graph.node('Mod', [graph.node('Cast', [bin], { to: 7 }), graph.integers([by])]));
  const isEven = graph.node('Equal', [rest(2), number(0)]);
  const isBlank = graph.node('Equal', [token, number(BLANK)]);
  // the first of two tokens asks to stay; so do quiet blanks, which must not be heeded
  const jump = where(isFirst, where(isEven, number(0), rest(DURATIONS)), number(2));
  const duration = where(isBlank, where(isLoud, number(1), number(0)), jump);
  return {
    token,
    duration,
    spoilt: where(isBlank, number(1000), number(0)),
    bin: where(isFirst, graph.node('Add', [bin, number(1)]), before),
    next: graph.node('Add', [clock, duration]),
    pending: where(graph.node('And', [isFirst, isEven]), number(1), number(0)),
    last: graph.node('Add', [token, number(1)]),
  };
}
