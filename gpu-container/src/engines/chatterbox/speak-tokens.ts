import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { toHalfFloats } from '../../neural/half-floats.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import { abortError } from '../../process/abort-error.js';
import { chooseToken } from './choose-token.js';
import type { EncodedVoice } from './encode-voice.js';
import { floatValues } from './float-values.js';
import type { Chatterbox } from './open-chatterbox.js';
import { START_SPEECH, STOP_SPEECH } from './speech-marks.js';

export interface SpeakTokensParams {
  readonly model: Chatterbox;
  readonly voice: EncodedVoice;
  /** The text between its marks. */
  readonly text: readonly number[];
  /** Where speech that finds no end is cut. */
  readonly maxTokens: number;
  /** Draws tokens; absent: the likeliest are taken. */
  readonly random?: (() => number) | undefined;
  readonly signal: AbortSignal;
}

export interface SpokenTokens {
  readonly tokens: readonly number[];
  /** Whether the model said that it was at the end. */
  readonly hasEnd: boolean;
}

/** Of the published model: the caches of a graph do not tell before they are there. */
const HEADS = 16;
const HEAD_SIZE = 64;
/** How excited a text is said; the published program's own value. */
const EXAGGERATION = 0.5;

/** Says a text as speech tokens, one after the other, each seeing all before it. Fails with `engine-failed` and `cancelled`. */
export async function speakTokens(params: SpeakTokensParams): Promise<SpokenTokens> {
  const { model, voice, text, maxTokens, random, signal } = params;
  let cache = emptyCache(model);
  const said = [START_SPEECH];
  let vectors = join(voice.features, await embed(model, text, placesOf(text)));
  let seen = 0;
  while (said.length <= maxTokens) {
    if (signal.aborted) throw abortError(signal, 'Speaking');
    const [, length = 0] = vectors.dims;
    const outputs = await model.speaker.run(feedsOf(model, { vectors, cache, seen }));
    seen += length;
    const token = chooseToken({ logits: lastLogits(outputs['logits']), said, random });
    if (token === STOP_SPEECH) return { tokens: said.slice(1), hasEnd: true };
    vectors = await embed(model, [token], [said.length]);
    said.push(token);
    cache = nextCache(cache, outputs);
  }
  return { tokens: said.slice(1), hasEnd: false };
}

/** Places count from the first token of the text; the marks of speech and of excitement stand outside. */
function placesOf(text: readonly number[]): readonly number[] {
  return text.map((token, at) => (token >= START_SPEECH ? 0 : at - 1));
}

async function embed({ embedder }: Chatterbox, tokens: readonly number[], places: readonly number[]) {
  const dims = [1, tokens.length];
  const all: Record<string, OnnxTensor> = {
    input_ids: { type: 'int64', data: BigInt64Array.from(tokens, BigInt), dims },
    position_ids: { type: 'int64', data: BigInt64Array.from(places, BigInt), dims },
    exaggeration: { type: 'float32', data: Float32Array.of(EXAGGERATION), dims: [1] },
  };
  const { inputs_embeds } = await embedder.run(asked(all, embedder.inputNames));
  return {
    type: 'float32',
    data: floatValues(inputs_embeds, 'inputs_embeds'),
    dims: inputs_embeds?.dims ?? [],
  } as const;
}

type Vectors = Awaited<ReturnType<typeof embed>>;

function join(voice: OnnxTensor, text: Vectors): Vectors {
  const [, before = 0, width = 0] = voice.dims;
  const [, after = 0] = text.dims;
  const data = new Float32Array((before + after) * width);
  data.set(floatValues(voice, 'audio_features'));
  data.set(text.data, before * width);
  return { type: 'float32', data, dims: [1, before + after, width] };
}

type Cache = Readonly<Record<string, OnnxTensor>>;

function emptyCache({ speaker }: Chatterbox): Cache {
  const dims = [1, HEADS, 0, HEAD_SIZE];
  const names = speaker.inputNames.filter((name) => name.startsWith('past_key_values.'));
  return Object.fromEntries(
    names.map((name): [string, OnnxTensor] => [
      name,
      speaker.inputTypes[name] === 'float16'
        ? { type: 'float16', data: new Uint16Array(0), dims }
        : { type: 'float32', data: new Float32Array(0), dims },
    ]),
  );
}

function nextCache(cache: Cache, outputs: Readonly<Record<string, OnnxTensor>>): Cache {
  return Object.fromEntries(
    Object.keys(cache).map((name) => {
      const tensor = outputs[name.replace('past_key_values', 'present')];
      if (tensor === undefined) throw new PipelineError('engine-failed', `The model gives nothing for ${name}.`);
      return [name, tensor];
    }),
  );
}

interface Step {
  readonly vectors: Vectors;
  readonly cache: Cache;
  /** Vectors of the steps before. */
  readonly seen: number;
}

function feedsOf({ speaker }: Chatterbox, { vectors, cache, seen }: Step): Readonly<Record<string, OnnxTensor>> {
  const [, length = 0] = vectors.dims;
  const isHalf = speaker.inputTypes['inputs_embeds'] === 'float16';
  const all: Record<string, OnnxTensor> = {
    inputs_embeds: isHalf ? { type: 'float16', data: toHalfFloats(vectors.data), dims: vectors.dims } : vectors,
    attention_mask: { type: 'int64', data: new BigInt64Array(seen + length).fill(1n), dims: [1, seen + length] },
    position_ids: {
      type: 'int64',
      data: BigInt64Array.from({ length }, (_, at) => BigInt(seen + at)),
      dims: [1, length],
    },
  };
  return { ...asked(all, speaker.inputNames), ...cache };
}

/** Exports differ in which of their inputs are left. */
function asked(all: Readonly<Record<string, OnnxTensor>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

function lastLogits(tensor: OnnxTensor | undefined): Float32Array {
  const [, length = 0, tokens = 0] = tensor?.dims ?? [];
  return floatValues(tensor, 'logits').subarray((length - 1) * tokens, length * tokens);
}
