import type { OnnxSession } from '../../../gpu-container/src/onnx/onnx-session.js';
import type { OnnxTensor } from '../../../gpu-container/src/onnx/onnx-tensor.js';

export interface ScriptedDecoderParams {
  readonly words: number;
  /** The logits behind some tokens said so far (the prompt included), and what of the encoder's they are about. */
  readonly model: (line: { readonly origin: number; readonly said: readonly number[] }) => Float32Array;
  /** What the encoder made of each row: one number. */
  readonly origins: readonly number[];
}

/**
 * A decoder of one layer whose logits are a function of what it was fed. It knows its past from its cache alone, and its
 * input from the encoder's half of it: a cache in the wrong order makes it speak of something else.
 */
export function scriptedDecoder({ words, model, origins }: ScriptedDecoderParams) {
  const tensor = (values: readonly number[], dims: readonly number[]): OnnxTensor => ({
    type: 'float32',
    data: Float32Array.from(values),
    dims,
  });
  const read = (feeds: Readonly<Record<string, OnnxTensor>>, name: string): OnnxTensor => {
    const found = feeds[name];
    if (found === undefined) throw new Error(`not fed: ${name}`);
    return found;
  };
  const decoder: OnnxSession = {
    device: 'cpu',
    inputNames: [
      ...['input_ids', 'encoder_hidden_states', 'use_cache_branch'],
      ...['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'].map((name) => `past_key_values.0.${name}`),
    ],
    outputNames: ['logits'],
    inputTypes: {},
    runMs: 0,
    run: async (feeds) => {
      const ids = read(feeds, 'input_ids');
      const [rows = 0, length = 0] = ids.dims;
      const isCached = read(feeds, 'use_cache_branch').data[0] === 1;
      const past = read(feeds, 'past_key_values.0.decoder.key');
      const known = read(feeds, isCached ? 'past_key_values.0.encoder.key' : 'encoder_hidden_states');
      const before = past.dims[2] ?? 0;
      const said = Array.from({ length: rows }, (_, row) => [
        ...Array.from(past.data.slice(row * before, (row + 1) * before), Number),
        ...Array.from(ids.data.slice(row * length, (row + 1) * length), Number),
      ]);
      const logits = said.flatMap((tokens, row) =>
        Array.from({ length }, (_, at) =>
          Array.from(model({ origin: Number(known.data[row]), said: tokens.slice(0, before + at + 1) })),
        ).flat(),
      );
      const cache = tensor(said.flat(), [rows, 1, before + length, 1]);
      // as exports do: later steps give the encoder's half out empty
      const encoder = isCached ? tensor([], [0, 1, 1, 1]) : tensor(Array.from(known.data, Number), [rows, 1, 1, 1]);
      return {
        logits: tensor(logits, [rows, length, words]),
        ...{ 'present.0.decoder.key': cache, 'present.0.decoder.value': cache },
        ...{ 'present.0.encoder.key': encoder, 'present.0.encoder.value': encoder },
      };
    },
  };
  const encoded = tensor(origins, [origins.length, 1, 1]);
  return { decoder, encoded, shape: { layers: 1, heads: 1, headSize: 1 } };
}
