import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { floatOutput, floatTensor } from '../../neural/float-tensor.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { type LocalVoice, VOICE_BANDS } from './voices-of.js';

/** Embeds some voices, each length in one run. Returns vectors of length 1, in order. Fails with `engine-failed`. */
export async function embedVoices(
  session: OnnxSession,
  voices: readonly Pick<LocalVoice, 'rows' | 'features'>[],
): Promise<Float32Array[]> {
  const embeddings = new Map<number, Float32Array>();
  for (const rows of new Set(voices.map((voice) => voice.rows))) {
    const members = [...voices.keys()].filter((index) => voices[index]?.rows === rows);
    const input = floatTensor([members.length, rows, VOICE_BANDS]);
    for (const [at, index] of members.entries()) {
      input.data.set(voices[index]?.features ?? [], at * rows * VOICE_BANDS);
    }
    const { data } = floatOutput(await session.run({ input_features: input }), 'last_hidden_state');
    const length = data.length / members.length;
    for (const [at, index] of members.entries()) {
      embeddings.set(index, unit(data.slice(at * length, (at + 1) * length)));
    }
  }
  return voices.map((_, index) => {
    const embedding = embeddings.get(index);
    if (embedding !== undefined) return embedding;
    throw new PipelineError('internal', `Voice ${index} of ${voices.length} was not embedded.`);
  });
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  // what is no number would be as near to everybody as to nobody
  if (!Number.isFinite(length)) throw new PipelineError('engine-failed', 'The embedding of a voice is not finite.');
  return length > 0 ? vector.map((value) => value / length) : vector;
}
