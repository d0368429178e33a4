import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestGraph } from '../../onnx/test-graph.js';

export const VOICE_RATE_HZ = 16_000;
/** Samples a voice holds every id for. */
export const SAMPLES_PER_ID = 160;
/** How long the tiny voice says it holds an id, in frames. */
export const framesOf = (id: number): number => (id % 3) + 1;
const SIGNS = ['_', '^', '$', ' ', '.', ',', '?', ...'abdeiklmnoprstuvzɡʃɛɔˈːð'];
export const phonemeMap: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  SIGNS.map((sign, id) => [sign, [id]]),
);

/**
 * Writes a Piper voice whose sound is its input: every id becomes a step of that height, held for a hundredth of a
 * second times the length scale; noise adds to it. What was asked can be read off the samples.
 */
export async function writeTinyVoice(folder: string, { lengthScale = 1 } = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  const config = {
    audio: { sample_rate: VOICE_RATE_HZ, quality: 'medium' },
    espeak: { voice: 'de' },
    inference: { noise_scale: 0.667, length_scale: lengthScale, noise_w: 0.8 },
    phoneme_id_map: phonemeMap,
    num_speakers: 1,
  };
  await writeFile(join(folder, 'voice.onnx.json'), JSON.stringify(config));
  const graph = new TestGraph();
  graph.input('input', 'int64', ['batch', 'phonemes']);
  graph.input('input_lengths', 'int64', ['batch']);
  graph.input('scales', 'float32', [3]);
  const scale = (at: number) => graph.node('Gather', ['scales', graph.integers([at])]);
  const noise = graph.node('RandomNormalLike', [graph.node('Cast', ['input'], { to: 1 })]);
  const heights = graph.node('Add', [
    graph.node('Mul', [graph.node('Cast', ['input'], { to: 1 }), graph.floats([0.01])]),
    graph.node('Mul', [noise, graph.node('Add', [scale(0), scale(2)])]),
  ]);
  // as in a real voice: durations are made whole frames inside and given out nowhere; the sound does not follow them
  const rest = graph.node('Mod', [graph.node('Cast', ['input'], { to: 1 }), graph.floats([3])], { fmod: 1 });
  const frames = graph.node('Add', [rest, graph.floats([0.5])]);
  graph.node('Ceil', [graph.node('Unsqueeze', [frames, graph.integers([1])])]);
  const held = graph.node('Unsqueeze', [heights, graph.integers([2])]);
  const samples = graph.node('Cast', [graph.node('Mul', [scale(1), graph.floats([SAMPLES_PER_ID])])], { to: 7 });
  const shape = graph.node('Concat', [graph.integers([1, 1]), samples], { axis: 0 });
  const steps = graph.node('Mul', [held, graph.node('Expand', [graph.floats([1], [1, 1, 1]), shape])]);
  const flat = graph.node('Reshape', [steps, graph.integers([1, 1, -1])]);
  graph.output('output', flat, 'float32', ['batch', 1, 'time']);
  await graph.write(join(folder, 'voice.onnx'));
}
