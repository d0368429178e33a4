import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { TimedWord } from '../../hearing/timed-word.js';
import { decodeTransducer } from '../../onnx/decode-transducer.js';
import type { OnnxTensor } from '../../onnx/onnx-tensor.js';
import type { Parakeet } from './open-parakeet.js';
import { wordsFromPieces } from './words-from-pieces.js';

export interface HearParakeetBatchParams {
  readonly parakeet: Parakeet;
  /** Mono, 16 kHz, −1…1. */
  readonly sounds: readonly Float32Array[];
  readonly signal: AbortSignal;
}

/** Features come every 10 ms, and the encoder makes one of eight. */
const FRAME_MS = 80;
const SAMPLES_PER_MS = 16;
/** Shorter sound has too few features to be normalised. */
const LEAST_SAMPLES = 4000;
/** The two layers of the prediction network of the 0.6B models. */
const MEMORY = { layers: 2, width: 640 } as const;

/** The words of each sound: one run of the encoder, one decoding for all of them. */
export async function hearParakeetBatch(params: HearParakeetBatchParams): Promise<ReadonlyArray<readonly TimedWord[]>> {
  const { parakeet, sounds, signal } = params;
  const { preprocessor, encoder, decoder, vocabulary } = parakeet;
  const prepared = await preprocessor.run(waveformsOf(sounds));
  const outputs = await encoder.run({
    audio_signal: given(prepared, 'features'),
    length: given(prepared, 'features_lens'),
  });
  const heard = await decodeTransducer({
    ...{ decoder, blank: vocabulary.blank, memory: MEMORY, signal },
    encoded: given(outputs, 'outputs'),
    lengths: lengthsOf(given(outputs, 'encoded_lengths')),
  });
  return heard.map((tokens, at) =>
    wordsFromPieces({
      ...{ tokens, pieces: vocabulary.pieces, frameMs: FRAME_MS },
      durationMs: (sounds[at]?.length ?? 0) / SAMPLES_PER_MS,
    }),
  );
}

/** Side by side, with silence behind the shorter ones, which their lengths keep out of everything. */
function waveformsOf(sounds: readonly Float32Array[]) {
  const lengths = sounds.map(({ length }) => Math.max(length, LEAST_SAMPLES));
  const longest = Math.max(...lengths);
  const data = new Float32Array(sounds.length * longest);
  for (const [row, sound] of sounds.entries()) data.set(sound, row * longest);
  return {
    waveforms: { type: 'float32', data, dims: [sounds.length, longest] },
    waveforms_lens: { type: 'int64', data: BigInt64Array.from(lengths, BigInt), dims: [sounds.length] },
  } satisfies Record<string, OnnxTensor>;
}

function given(outputs: Readonly<Record<string, OnnxTensor>>, name: string): OnnxTensor {
  const tensor = outputs[name];
  if (tensor !== undefined) return tensor;
  throw new PipelineError('engine-failed', `The model gives no ${name}.`);
}

function lengthsOf({ type, data }: OnnxTensor): readonly number[] {
  if (type === 'int64') return Array.from(data, Number);
  throw new PipelineError('engine-failed', 'The encoder does not say how long its outputs are.');
}
