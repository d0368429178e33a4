import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TimedWord } from '../../hearing/timed-word.js';
import { type Decoded, decodeGreedily } from '../../onnx/decode-greedily.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import { alignTokens } from './align-tokens.js';
import { decodeWithFallback } from './decode-with-fallback.js';
import type { Whisper } from './open-whisper.js';
import { wordsFromTokens } from './words-from-tokens.js';

export interface HearBatchParams {
  readonly whisper: Whisper;
  /** Sounds of up to 30 s: mono, 16 kHz, −1…1. */
  readonly sounds: readonly Float32Array[];
  /** BCP-47; asked of the model, of the first utterance, when absent. */
  readonly language?: string;
  /** Tried in turn where the first does not go well. */
  readonly temperatures: readonly number[];
  readonly signal: AbortSignal;
}

export interface HeardBatch {
  readonly language: string;
  /** Of each sound, on its own timeline. */
  readonly words: ReadonlyArray<readonly TimedWord[]>;
}

const SAMPLES_PER_FRAME = 320;
const FRAME_MS = 20;

/** Recognises a batch of sounds in one language: one run of the encoder, one decoding for all of them. */
export async function hearBatch({ whisper, sounds, signal, ...params }: HearBatchParams): Promise<HeardBatch> {
  const encoded = await encode(whisper, sounds);
  const language = params.language ?? (await identify(whisper, encoded, sounds.length, signal));
  const { generation } = whisper;
  const prompt = [
    generation.decoder_start_token_id,
    languageToken(whisper, language),
    generation.task_to_id.transcribe,
    generation.no_timestamps_token_id,
  ];
  const decoded = await decodeWithFallback({
    ...decoderOf(whisper),
    encoded,
    prompts: sounds.map(() => prompt),
    maxTokens: Math.floor(whisper.config.max_target_positions / 2) - prompt.length,
    shapeLogits: (logits, step) => suppress(logits, step, whisper),
    keepHeads: generation.alignment_heads,
    probe: whisper.noSpeechToken,
    textOf: whisper.decode,
    temperatures: params.temperatures,
    signal,
  });
  const words = decoded.map((each, at) => toWords(each, sounds[at]?.length ?? 0, whisper, language));
  return { language, words };
}

const decoderOf = ({ decoder, config, generation }: Whisper) => ({
  decoder,
  shape: {
    layers: config.decoder_layers,
    heads: config.decoder_attention_heads,
    headSize: config.d_model / config.decoder_attention_heads,
  },
  endToken: generation.eos_token_id,
});

async function encode(whisper: Whisper, sounds: readonly Float32Array[]): Promise<OnnxTensor> {
  const spectrograms = sounds.map(whisper.spectrogram);
  const { mels = 0, frames = 0 } = spectrograms[0] ?? {};
  const data = new Float32Array(sounds.length * mels * frames);
  for (const [at, spectrogram] of spectrograms.entries()) data.set(spectrogram.data, at * mels * frames);
  const features: OnnxTensor = { type: 'float32', data, dims: [sounds.length, mels, frames] };
  const outputs = await whisper.encoder.run({ input_features: features });
  const encoded = outputs['last_hidden_state'];
  if (encoded === undefined) throw new PipelineError('engine-failed', 'The encoder gives no last_hidden_state.');
  return encoded;
}

/** One step of the decoder, with the languages as the only words it may say. */
async function identify(whisper: Whisper, encoded: OnnxTensor, batch: number, signal: AbortSignal): Promise<string> {
  const { lang_to_id: languages, decoder_start_token_id: start } = whisper.generation;
  const allowed = new Set(Object.values(languages));
  const [first] = await decodeGreedily({
    ...decoderOf(whisper),
    encoded,
    prompts: Array.from({ length: batch }, () => [start]),
    maxTokens: 1,
    shapeLogits: (logits) => {
      for (let token = 0; token < logits.length; token++)
        if (!allowed.has(token)) logits[token] = Number.NEGATIVE_INFINITY;
    },
    signal,
  });
  const token = first?.tokens[0];
  const found = Object.entries(languages).find(([, id]) => id === token);
  if (found === undefined) throw new PipelineError('engine-failed', 'The model names no language.');
  const code = found[0].replace(/[<|>]/g, '');
  return code === 'jw' ? 'jv' : code;
}

function languageToken({ generation }: Whisper, language: string): number {
  const code = new Intl.Locale(language).language;
  const token = generation.lang_to_id[`<|${code === 'jv' ? 'jw' : code === 'nb' ? 'no' : code}|>`];
  if (token !== undefined) return token;
  throw new PipelineError('language-unreachable', `This Whisper model does not hear ${language}.`);
}

/** No time marks (times come from the attention), nothing of the model's list of non-words, no empty beginning. */
function suppress(logits: Float32Array, step: number, { generation }: Whisper): void {
  const none = Number.NEGATIVE_INFINITY;
  for (const token of generation.suppress_tokens ?? []) logits[token] = none;
  if (step === 0) for (const token of generation.begin_suppress_tokens ?? []) logits[token] = none;
  logits.fill(none, generation.no_timestamps_token_id);
}

function toWords(decoded: Decoded, samples: number, whisper: Whisper, language: string): readonly TimedWord[] {
  const frames = Math.min(decoded.attention[0]?.[0]?.length ?? 0, Math.max(1, Math.ceil(samples / SAMPLES_PER_FRAME)));
  const entered = alignTokens({ attention: decoded.attention, frames });
  return wordsFromTokens({
    tokens: decoded.tokens,
    // a text that was cut off at the greatest length has no row for its end
    timesMs: [...entered.map((frame) => frame * FRAME_MS), frames * FRAME_MS],
    probabilities: decoded.logProbabilities.map(Math.exp),
    decode: whisper.decode,
    language,
  });
}
