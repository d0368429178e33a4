import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { createSeededRandom } from './create-seeded-random.js';
import type { EncodedVoice } from './encode-voice.js';
import { floatValues } from './float-values.js';
import type { Chatterbox } from './open-chatterbox.js';
import { type SpokenTokens, speakTokens } from './speak-tokens.js';
import { SILENCE, TOKENS_PER_SECOND } from './speech-marks.js';

export interface SaySentenceParams {
  readonly model: Chatterbox;
  readonly voice: EncodedVoice;
  readonly sentence: string;
  /** The model's own tag of the language. */
  readonly tag: string;
  readonly signal: AbortSignal;
}

export interface SaidSentence {
  readonly samples: Float32Array;
  readonly hasEnd: boolean;
}

/** Characters a second of the slowest speech there is: beyond it the model has lost its way. */
const SLOWEST_CHARACTERS = 6;
/** Characters a second of slow speech: what finds no end is cut there. */
const SLOW_CHARACTERS = 10;
/** On top of that, in seconds: a breath and a pause. */
const SPARE_SECONDS = 1.5;
/** Draws after the likeliest tokens found no end. */
const DRAWS = 2;
const TRAILING_SILENCE = 3;

/**
 * Says one sentence. The likeliest tokens first; where they find no end, it is drawn again, the same way every time; what
 * never ends is cut where a slow speaker would have been done.
 */
export async function saySentence(params: SaySentenceParams): Promise<SaidSentence> {
  const { model, voice, sentence, tag, signal } = params;
  const text = model.encode(sentence, tag);
  const within = (charactersPerSecond: number): number =>
    Math.ceil(TOKENS_PER_SECOND * (SPARE_SECONDS + sentence.length / charactersPerSecond));
  const maxTokens = within(SLOWEST_CHARACTERS);
  const greedy = await speakTokens({ model, voice, text, maxTokens, signal });
  let said: SpokenTokens = greedy;
  for (let draw = 1; draw <= DRAWS && !said.hasEnd; draw++) {
    const random = createSeededRandom(`${draw} ${tag} ${sentence}`);
    said = await speakTokens({ model, voice, text, maxTokens, random, signal });
  }
  const { hasEnd } = said;
  const tokens = hasEnd ? said.tokens : greedy.tokens.slice(0, within(SLOW_CHARACTERS));
  return { samples: await decode(model, voice, tokens), hasEnd };
}

async function decode({ decoder }: Chatterbox, voice: EncodedVoice, said: readonly number[]): Promise<Float32Array> {
  if (voice.tokens.type !== 'int64') throw new PipelineError('engine-failed', 'The model gives no audio_tokens.');
  const tokens = [
    ...voice.tokens.data,
    ...said.map(BigInt),
    ...new Array<bigint>(TRAILING_SILENCE).fill(BigInt(SILENCE)),
  ];
  const { waveform } = await decoder.run({
    speech_tokens: { type: 'int64', data: BigInt64Array.from(tokens), dims: [1, tokens.length] },
    speaker_embeddings: voice.embeddings,
    speaker_features: voice.spectrogram,
  });
  return floatValues(waveform, 'waveform');
}
